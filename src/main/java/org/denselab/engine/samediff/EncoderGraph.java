package org.denselab.engine.samediff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A copy of a program's graph that shares its parameters, with what a request wants on top: for
 * each seeded tap a loss sum(tap * seed), and the gradients.
 */
final class EncoderGraph {
  private final Program program;
  private final SameDiff graph;
  private final List<EmbeddingRows> embeddings = new ArrayList<>();
  private final Map<String, String> gradients;
  private final List<SameDiffOp> forward;
  private final List<SameDiffOp> backward;

  EncoderGraph(Program program, Request request) {
    this.program = program;
    for (Block block : program.blocks())
      if (block instanceof Block.Embedding b) embeddings.add(EmbeddingRows.of(program, b));
    SameDiff copy = SameDiff.create();
    copy.setArrayHolders(new SingleThreadArrayHolder(), new SingleThreadArrayHolder(), false);
    program.graph().invokeGraphOn(copy);
    program.parameters().forEach(p -> fill(copy, p));
    if (request.seeded().isEmpty()) {
      graph = copy;
      gradients = Map.of();
      program.blocks().forEach(this::bypassDropout);
    } else {
      for (String tap : request.seeded()) addLoss(copy, tap);
      var gradientGraph = new GradientGraph(copy, wanted(copy, request));
      graph = gradientGraph.graph();
      gradients = gradientGraph.gradients();
    }
    var order = new OpOrder(graph);
    forward = order.of(request.read().stream().map(this::variable).toList(), List.of());
    backward = order.of(new ArrayList<>(gradients.values()).reversed(), forward);
  }

  /** Gives the values of a parameter that the program's graph does not have; lookups need none. */
  private static void fill(SameDiff copy, Parameter p) {
    var variable = copy.getVariables().get(p.name());
    boolean read = variable.getInputsForOp() != null && !variable.getInputsForOp().isEmpty();
    if ((read || p.trainable()) && NativeArrays.isHollow(variable.getVariable().getArr()))
      copy.setArrayForVariable(p.name(), NativeArrays.of(p));
  }

  private void addLoss(SameDiff copy, String tap) {
    Value value = program.tap(tap);
    SDVariable seed = copy.placeHolder(seed(tap), DataType.FLOAT, -1, value.width());
    copy.addLossVariable(copy.getVariable(variable(tap)).mul(seed).sum("engine/loss/" + tap));
  }

  private List<String> wanted(SameDiff copy, Request request) {
    var wanted = new ArrayList<String>();
    for (EmbeddingRows rows : embeddings)
      if (rows.trainable() || !request.differentiate().isEmpty())
        wanted.add(Inputs.rows(rows.block()));
    for (Parameter p : program.parameters())
      if (p.trainable() && copy.getVariables().get(p.name()).getInputsForOp() != null)
        wanted.add(p.name());
    for (String tap : request.differentiate())
      if (!wanted.contains(variable(tap))) wanted.add(variable(tap));
    if (wanted.isEmpty())
      throw new IllegalArgumentException("nothing trains, and no tap is to be differentiated");
    return wanted;
  }

  /** Inference draws no dropout: what multiplies by a mask passes its input on. */
  private void bypassDropout(Block block) {
    String mask = Inputs.mask(block);
    if (!graph.hasVariable(mask)) return;
    for (String name : List.copyOf(graph.getVariables().get(mask).getInputsForOp())) {
      SameDiffOp op = graph.getOps().get(name);
      SDVariable input = graph.getVariable(op.getInputsToOp().getFirst());
      GradientGraph.replaceReads(graph, op.getOutputsOfOp().getFirst(), input);
    }
  }

  Program program() {
    return program;
  }

  SameDiff graph() {
    return graph;
  }

  List<EmbeddingRows> embeddings() {
    return embeddings;
  }

  /** What the taps to read need. */
  List<SameDiffOp> forward() {
    return forward;
  }

  /** What gradients need beyond {@link #forward()}. */
  List<SameDiffOp> backward() {
    return backward;
  }

  /** Names of the gradients by what they differentiate by. */
  Map<String, String> gradients() {
    return gradients;
  }

  String variable(String tap) {
    return Inputs.variable(program.tap(tap));
  }

  static String seed(String tap) {
    return "engine/seed/" + tap;
  }
}
