package org.denselab.bench;

import java.util.ArrayList;
import java.util.List;
import org.denselab.backbone.Backbones;
import org.denselab.base.ByteCount;
import org.denselab.engine.Precision;
import org.denselab.engine.Request;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.graph.Outline;
import org.denselab.train.Ahead;
import org.denselab.train.TrainingMemory;

/** What steps of a shape would take of native memory, told without running or making any weight. */
public final class PlannedMemory {
  private PlannedMemory() {}

  /** A heading, and a line for each way to train and for encoding. */
  public static List<String> lines(Arm arm, Settings settings) {
    var engine = new PlanEngine(arm.threads(), Precision.valueOf(arm.precision().name()));
    var outline = Backbones.outline(arm.shape().config(), arm.shape().head());
    int divisor = arm.mask() == Mask.HALF ? 2 : 1;
    var sizes = settings.sizes();
    int query = Math.max(1, sizes.queryLength() / divisor);
    int passage = Math.max(1, sizes.passageLength() / divisor);
    var batch =
        Ahead.full(new int[] {sizes.queries(), sizes.passages()}, new int[] {query, passage});
    var passages = Ahead.full(new int[] {sizes.passages()}, new int[] {passage});
    var lines = new ArrayList<String>();
    lines.add(
        "%s, %,d parameters: %d queries of %d tokens, %d passages of %d; engine plan, %s"
            .formatted(
                arm.shape().name(),
                outline.elements(),
                sizes.queries(),
                query,
                sizes.passages(),
                passage,
                engine.precision()));
    lines.add("  train-full  " + training(engine, outline, batch));
    lines.add("  train-lora  " + training(engine, outline.lora(Workload.LORA), batch));
    long inference =
        engine
            .workspace(
                outline.frozen(_ -> true), Request.inference(Workload.TAP), passages.passes(0))
            .orElse(0);
    lines.add("  encode      values of a pass " + ByteCount.text(inference));
    return lines;
  }

  private static String training(PlanEngine engine, Outline outline, Ahead batch) {
    return TrainingMemory.whole(
            new TrainingMemory.Job(engine, outline, Workload.TAP, 0, true), batch)
        .toString();
  }
}
