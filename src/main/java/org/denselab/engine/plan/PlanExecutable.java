package org.denselab.engine.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.plan.kernel.Lanes;

/**
 * Runs a plan. A forward pass is remembered until the next pass: {@code backward} of the same batch
 * then starts in the middle, so parameters must not change in between.
 */
final class PlanExecutable implements Executable {
  private final Plan plan;
  private final Workers workers;
  private final Frame frame;
  private final Fallbacks fallbacks;
  private Batch remembered;

  /**
   * @param fallbacks are closed with this
   */
  PlanExecutable(Plan plan, int threads, Choices choices, Fallbacks fallbacks) {
    this.plan = plan;
    this.fallbacks = fallbacks;
    workers = new Workers(threads, choices.products());
    frame = new Frame(plan, choices.longestWhole());
  }

  @Override
  public Map<String, Matrix> forward(Batch batch) {
    pass(batch);
    remembered = batch;
    return read(plan.outputs());
  }

  @Override
  public void give(Map<String, Matrix> rows) {
    frame.give(rows);
    remembered = null;
  }

  private void pass(Batch batch) {
    remembered = null;
    frame.load(batch);
    plan.embeddings().forEach(block -> EmbeddingNode.check(frame.packing(), block));
    workers.run(plan.forward(), frame);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // an equal batch need not have been run
  public Map<String, Matrix> backward(Batch batch, Map<String, Matrix> seeds, Gradients into) {
    if (plan.seeds().isEmpty())
      throw new IllegalStateException("compiled for inference: the request seeds no tap");
    if (remembered != batch) pass(batch);
    remembered = null;
    for (int i = 0; i < plan.seeds().size(); i++)
      frame.seed(i, seeds.get(plan.seeds().get(i)).values());
    for (int i = 0; i < plan.gradients().size(); i++) frame.bind(i, plan.gradients().get(i), into);
    workers.run(plan.backward(), frame);
    return read(plan.derivatives());
  }

  private Map<String, Matrix> read(List<Plan.Tap> taps) {
    var read = new LinkedHashMap<String, Matrix>();
    for (Plan.Tap tap : taps) {
      var matrix = new Matrix(frame.packing().used(tap.value().rows()), tap.value().width());
      if (tap.buffer() != null)
        Lanes.copy(frame.address(tap.buffer()), matrix.values(), 0, matrix.values().length);
      read.put(tap.name(), matrix);
    }
    return read;
  }

  @Override
  public OptionalLong reserve(Iterable<int[]> batches) {
    frame.workspace().reserve(Packing.capacity(batches, frame.packing().longestWhole()));
    return OptionalLong.of(workspaceBytes());
  }

  /** Bytes of activations, gradients and scratch for the largest batch so far. */
  long workspaceBytes() {
    return plan.convertedBytes() + frame.workspace().bytes();
  }

  @Override
  public void close() {
    workers.close();
    fallbacks.close();
    frame.workspace().close();
  }
}
