package org.denselab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
    // published checkpoints of this size are bf16, and what is frozen stays as it is stored
    var frozen = outline.stored(_ -> engine.precision() == Precision.BF16);
    lines.addAll(training("train-full", engine, outline, batch));
    lines.addAll(training("train-lora", engine, frozen.lora(Workload.LORA), batch));
    var inference = frozen.frozen(_ -> true);
    long pass =
        engine.workspace(inference, Request.inference(Workload.TAP), passages.passes(0)).orElse(0);
    lines.add(
        "  encode      weights %s, values of a pass %s"
            .formatted(ByteCount.text(inference.bytes()), ByteCount.text(pass)));
    return lines;
  }

  /** As it is, and with layers that make their values again. */
  private static List<String> training(
      String name, PlanEngine engine, Outline outline, Ahead batch) {
    var job = new TrainingMemory.Job(engine, outline, Workload.TAP, 0, true);
    return Stream.of(TrainingMemory.Way.WHOLE, new TrainingMemory.Way(true, 0))
        .map(way -> "  " + name + "  " + job.with(way, batch))
        .toList();
  }
}
