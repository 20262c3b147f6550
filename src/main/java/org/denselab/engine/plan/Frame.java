package org.denselab.engine.plan;

import java.util.Map;
import org.denselab.engine.Batch;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.engine.plan.kernel.Sums;

/** One batch in one workspace: what a step needs to find its numbers. */
final class Frame {
  private final Packing packing;
  private final Workspace workspace;
  private final long[] gradients;
  private final float[][] seeds;
  private Map<String, Matrix> given = Map.of();

  Frame(Plan plan, int longestWhole) {
    packing = new Packing(longestWhole);
    workspace = new Workspace(plan.buffers(), plan.lives());
    gradients = new long[plan.gradients().size()];
    seeds = new float[plan.seeds().size()][];
  }

  /** Makes room for a batch and lays it out. */
  void load(Batch batch) {
    packing.load(batch);
    workspace.reserve(packing.capacity());
  }

  Packing packing() {
    return packing;
  }

  Workspace workspace() {
    return workspace;
  }

  Batch.Noise noise() {
    return packing.batch().noise();
  }

  long address(Buffer buffer) {
    return workspace.address(buffer);
  }

  /** Address of the gradient of a parameter, numbered as the plan numbers them. */
  long gradient(int parameter) {
    return gradients[parameter];
  }

  void bind(int parameter, String name, Gradients into) {
    gradients[parameter] = into.of(name).address();
  }

  /** Puts elements {@code from} and on of a seed at the address, or adds them. */
  void addSeed(int number, int from, long address, boolean add, int elements) {
    if (add) Sums.add(seeds[number], from, address, elements);
    else Lanes.copy(seeds[number], from, address, elements);
  }

  /** Rows of embeddings without tables. */
  void give(Map<String, Matrix> rows) {
    given = rows;
  }

  Matrix given(String embedding) {
    Matrix rows = given.get(embedding);
    if (rows == null)
      throw new IllegalStateException("no rows were given for " + embedding + ", it has no table");
    return rows;
  }

  void seed(int number, float[] values) {
    seeds[number] = values;
  }
}
