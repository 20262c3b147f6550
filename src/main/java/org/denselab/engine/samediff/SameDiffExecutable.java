package org.denselab.engine.samediff;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Request;
import org.denselab.graph.Block;
import org.denselab.graph.Inputs;
import org.denselab.graph.NativeArrays;
import org.denselab.graph.Parameter;
import org.denselab.graph.Program;
import org.denselab.graph.Value;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Passes over a copy of a program's graph that shares its parameters. */
final class SameDiffExecutable implements Executable {
  private final Program program;
  private final Request request;
  private final List<EmbeddingRows> embeddings = new ArrayList<>();
  private final SameDiff graph = SameDiff.create();
  private final StepSession forwardSession = new StepSession(graph);
  private final GradientGraph gradients;
  private final StepSession backwardSession;

  SameDiffExecutable(Program program, Request request) {
    this.program = program;
    this.request = request;
    for (Block block : program.blocks())
      if (block instanceof Block.Embedding b) embeddings.add(new EmbeddingRows(program, b));
    graph.setArrayHolders(new SingleThreadArrayHolder(), new SingleThreadArrayHolder(), false);
    program.graph().invokeGraphOn(graph);
    if (request.seeded().isEmpty()) {
      gradients = null;
      backwardSession = null;
    } else {
      gradients = new GradientGraph(withLosses(), wanted());
      backwardSession = new StepSession(gradients.graph());
    }
  }

  /** Adds sum(tap * seed) for each seeded tap. */
  private SameDiff withLosses() {
    for (String tap : request.seeded()) {
      SDVariable value = graph.getVariable(variable(tap));
      SDVariable seed = graph.placeHolder(seed(tap), DataType.FLOAT, -1, program.tap(tap).width());
      graph.addLossVariable(value.mul(seed).sum("engine/loss/" + tap));
    }
    return graph;
  }

  private List<String> wanted() {
    var wanted = new ArrayList<String>();
    for (Parameter parameter : program.parameters())
      if (parameter.trainable() && graph.getVariables().get(parameter.name()).getInputsForOp() != null)
        wanted.add(parameter.name());
    for (EmbeddingRows rows : embeddings)
      if (rows.trainable() || !request.differentiate().isEmpty())
        wanted.add(Inputs.rows(rows.block()));
    for (String tap : request.differentiate())
      if (!wanted.contains(variable(tap))) wanted.add(variable(tap));
    return wanted;
  }

  @Override
  public Map<String, Matrix> forward(Batch batch) {
    return run(graph, forwardSession, PaddedBatch.of(batch), Map.of(), request.read());
  }

  @Override
  public Map<String, Matrix> backward(Batch batch, Map<String, Matrix> seeds, Gradients into) {
    if (gradients == null)
      throw new IllegalStateException("compiled for inference: the request seeds no tap");
    return Map.of();
  }

  private Map<String, Matrix> run(
      SameDiff graph,
      StepSession session,
      PaddedBatch padded,
      Map<String, INDArray> more,
      List<String> taps) {
    Map<String, INDArray> feeds = padded.feeds(program);
    feeds.keySet().removeIf(name -> !graph.hasVariable(name));
    feeds.putAll(more);
    for (EmbeddingRows rows : embeddings) {
      INDArray array = Nd4j.create(DataType.FLOAT, padded.rows(), rows.block().output().width());
      rows.fill(padded, HostMemory.of(array));
      feeds.put(Inputs.rows(rows.block()), array);
    }
    var names = taps.stream().map(this::variable).toArray(String[]::new);
    Map<String, INDArray> out = graph.output(feeds, names);
    var result = new LinkedHashMap<String, Matrix>();
    for (String tap : taps) result.put(tap, matrix(padded, program.tap(tap), out.get(variable(tap))));
    out.values().forEach(session.memory()::release);
    session.passEnds();
    return result;
  }

  private Matrix matrix(PaddedBatch padded, Value value, INDArray array) {
    MemorySegment values = HostMemory.of(array);
    if (value.rows() == Value.Rows.SEQUENCES)
      return new Matrix(padded.batch().size(), value.width(), values.toArray(ValueLayout.JAVA_FLOAT));
    var matrix = new Matrix(padded.batch().tokens(), value.width());
    int at = 0;
    for (int b = 0; b < padded.batch().size(); b++) {
      int count = padded.ids(b).length * value.width();
      long from = (long) b * padded.length() * value.width();
      MemorySegment.copy(values, ValueLayout.JAVA_FLOAT, 4 * from, matrix.values(), at, count);
      at += count;
    }
    return matrix;
  }

  private String variable(String tap) {
    return Inputs.variable(program.tap(tap));
  }

  private static String seed(String tap) {
    return "engine/seed/" + tap;
  }

  @Override
  public void close() {
    forwardSession.memory().close();
    if (backwardSession != null) backwardSession.memory().close();
  }
}
