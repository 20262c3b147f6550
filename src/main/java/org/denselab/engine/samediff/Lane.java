package org.denselab.engine.samediff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Request;
import org.denselab.graph.Inputs;
import org.denselab.graph.NativeArrays;
import org.denselab.graph.Parameter;
import org.denselab.graph.Value;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs one group of a batch at a time, in memory of its own that all its passes share. */
final class Lane implements AutoCloseable {
  private static final int KEPT_PASSES = 64;

  private record Shape(int size, int length) {}

  private final EncoderGraph encoder;
  private final Request request;
  private final Map<String, Feeder.Feed> feeds;
  private final BufferPool pool = new BufferPool();
  private final Map<Shape, Pass> passes =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Shape, Pass> eldest) {
          if (size() <= KEPT_PASSES) return false;
          eldest.getValue().close();
          return true;
        }
      };
  private Padded group;
  private Pass pass;

  Lane(EncoderGraph encoder, Request request) {
    this.encoder = encoder;
    this.request = request;
    feeds = Feeder.feeds(encoder.program());
  }

  /**
   * @param given rows of embeddings that have no tables
   */
  void forward(Padded next, Map<String, Matrix> given) {
    group = next;
    pass = passes.computeIfAbsent(new Shape(group.size(), group.length()), _ -> layOut());
    if (!NativeArrays.shared())
      for (Parameter p : encoder.program().parameters())
        NativeArrays.refresh(p, encoder.graph().getVariable(p.name()).getArr());
    feeds.forEach(
        (name, feed) -> {
          INDArray array = pass.array(name);
          if (array == null) return; // nothing asked for reads it
          var values = new float[Math.toIntExact(array.length())];
          feed.fill().into(group, values);
          HostMemory.write(values, array);
        });
    for (EmbeddingRows rows : encoder.embeddings()) {
      INDArray array = pass.array(Inputs.rows(rows.block()));
      if (array == null) continue;
      Matrix own = given.get(rows.block().name());
      if (own == null) rows.fill(group, HostMemory.written(array));
      else RaggedRows.toPadded(group, rows.block().output(), own, HostMemory.written(array));
    }
    pass.run(0, encoder.forward().size());
  }

  /** Goes on from the last forward pass. */
  void backward(Map<String, Matrix> seeds, Gradients into) {
    for (String tap : request.seeded()) {
      INDArray array = pass.array(EncoderGraph.seed(tap));
      if (array == null) continue; // no gradient that is wanted depends on it
      RaggedRows.toPadded(group, value(tap), seeds.get(tap), HostMemory.written(array));
    }
    INDArray ones = pass.array(GradientGraph.ONES);
    if (ones != null) HostMemory.fill(ones, 1);
    pass.run(encoder.forward().size(), pass.size());
    for (Parameter p : encoder.program().parameters()) {
      String gradient = encoder.gradients().get(p.name());
      if (gradient != null) HostMemory.add(HostMemory.of(pass.array(gradient)), into.of(p.name()));
    }
    for (EmbeddingRows rows : encoder.embeddings()) {
      String gradient = encoder.gradients().get(Inputs.rows(rows.block()));
      if (gradient != null) rows.scatter(group, HostMemory.of(pass.array(gradient)), into);
    }
  }

  /** Copies the group's rows of a tap. */
  void read(String tap, Matrix to) {
    INDArray array = pass.array(encoder.variable(tap));
    RaggedRows.toMatrix(group, value(tap), HostMemory.of(array), to);
  }

  /** Copies the group's rows of a tap's gradient; leaves zeros where the seeds do not reach it. */
  void readGradient(String tap, Matrix to) {
    String gradient = encoder.gradients().get(encoder.variable(tap));
    if (gradient == null) return;
    INDArray array = pass.array(gradient);
    RaggedRows.toMatrix(group, value(tap), HostMemory.of(array), to);
  }

  private Pass layOut() {
    var order = new ArrayList<SameDiffOp>(encoder.forward());
    order.addAll(encoder.backward());
    var shapes = new LinkedHashMap<String, long[]>();
    feeds.forEach((name, feed) -> shapes.put(name, feed.shape().of(group)));
    for (EmbeddingRows rows : encoder.embeddings())
      shapes.put(
          Inputs.rows(rows.block()),
          new long[] {rows(rows.block().output()), rows.block().output().width()});
    for (String tap : request.seeded())
      shapes.put(EncoderGraph.seed(tap), new long[] {rows(value(tap)), value(tap).width()});
    shapes.put(GradientGraph.ONES, new long[] {1, group.rows()});
    Set<String> kept = new HashSet<>(encoder.gradients().values());
    for (String tap : request.read()) kept.add(encoder.variable(tap));
    var integers = Feeder.shapes(encoder.program(), group);
    return new Pass(encoder.graph(), order, shapes, integers, kept, pool);
  }

  private int rows(Value value) {
    return value.rows() == Value.Rows.TOKENS ? group.rows() : group.size();
  }

  private Value value(String tap) {
    return encoder.program().tap(tap);
  }

  @Override
  public void close() {
    passes.values().forEach(Pass::close);
    passes.clear();
    pool.close();
  }
}
