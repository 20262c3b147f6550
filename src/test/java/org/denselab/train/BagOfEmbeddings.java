package org.denselab.train;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.denselab.base.Seeds;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.graph.Parameter;

/** The simplest encoder with exact gradients: the mean of its tokens' embeddings. */
final class BagOfEmbeddings implements Executable {
  static final String TAP = "pooled";
  private final int width;
  final Parameter table;
  int forwards;

  BagOfEmbeddings(int vocabulary, int width, long seed) {
    this.width = width;
    long[] shape = {vocabulary, width};
    table =
        new Parameter(
            "embeddings", shape, Arena.ofAuto().allocate(4L * vocabulary * width, 64), true);
    var random = Seeds.stream(seed, "bag");
    for (long i = 0; i < (long) vocabulary * width; i++)
      table.values().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (random.nextDouble() - .5));
  }

  List<Parameter> parameters() {
    return List.of(table);
  }

  @Override
  public Map<String, Matrix> forward(Batch batch) {
    forwards++;
    var out = new Matrix(batch.size(), width);
    for (int b = 0; b < batch.size(); b++)
      for (int id : batch.ids()[b])
        for (int j = 0; j < width; j++)
          out.values()[b * width + j] +=
              table.values().getAtIndex(ValueLayout.JAVA_FLOAT, (long) id * width + j)
                  / batch.ids()[b].length;
    return Map.of(TAP, out);
  }

  @Override
  public Map<String, Matrix> backward(Batch batch, Map<String, Matrix> seeds, Gradients into) {
    var gradient = into.of("embeddings");
    for (int b = 0; b < batch.size(); b++)
      for (int id : batch.ids()[b])
        for (int j = 0; j < width; j++) {
          long at = (long) id * width + j;
          float value = gradient.getAtIndex(ValueLayout.JAVA_FLOAT, at);
          gradient.setAtIndex(
              ValueLayout.JAVA_FLOAT, at, value + seeds.get(TAP).at(b, j) / batch.ids()[b].length);
        }
    return Map.of();
  }

  @Override
  public void close() {}
}
