package org.denselab.graph;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.ArrayHolder;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;

/** The SameDiff side of a program, edited block by block. */
final class ProgramGraph {
  private final SameDiff graph = SameDiff.create();
  private final ArrayHolder variables = new SingleThreadArrayHolder();
  private final ArrayHolder constants = new SingleThreadArrayHolder();
  private final Emitter emitter = new Emitter(graph, DataType.FLOAT);

  ProgramGraph() {
    // the default holders keep a second copy of each array for other devices
    graph.setArrayHolders(variables, constants, false);
  }

  SameDiff sameDiff() {
    return graph;
  }

  void add(Parameter parameter) {
    // halves are not widened for a graph that may never run: who runs it gives it their values
    var array = parameter.isHalf() ? NativeArrays.hollow(parameter) : NativeArrays.of(parameter);
    if (parameter.trainable()) graph.var(parameter.name(), array);
    else graph.constant(parameter.name(), array);
  }

  void add(Block block) {
    declareInputs(block);
    emitter.emit(block);
  }

  private void declareInputs(Block block) {
    for (ShapeInput shape : Inputs.shapes(block))
      input(shape.name(), DataType.INT64, shape.dimensions().size());
    switch (block) {
      case Block.Embedding b -> input(Inputs.rows(b), DataType.FLOAT, -1, b.output().width());
      case Block.Rotary b -> {
        input(Inputs.cosines(b), DataType.FLOAT, -1, b.output().width());
        input(Inputs.sines(b), DataType.FLOAT, -1, b.output().width());
      }
      case Block.Attention b -> {
        input(Inputs.attentionBias(b), DataType.FLOAT, -1, 1, b.shape().causal() ? -1 : 1, -1);
        if (b.bias().isPresent()) {
          RelativeBias bias = b.bias().get();
          input(Inputs.relativeBuckets(bias), DataType.FLOAT, -1, bias.buckets());
          input(Inputs.SEQUENCE_ONES, DataType.FLOAT, -1, 1);
        }
      }
      case Block.Pool b -> input(Inputs.poolingWeights(b), DataType.FLOAT, -1, 1, -1);
      case Block.Linear _,
          Block.LayerNorm _,
          Block.RmsNorm _,
          Block.Scale _,
          Block.Multiply _,
          Block.Activation _,
          Block.Add _,
          Block.Dropout _,
          Block.Normalize _,
          Block.Lora _ -> {}
    }
  }

  private void input(String name, DataType type, long... shape) {
    if (!graph.hasVariable(name)) graph.placeHolder(name, type, shape);
  }

  /** Makes the operations of {@code consumer} read {@code to} where they read {@code from}. */
  void redirect(Block consumer, Value from, Value to) {
    SDVariable replacement = graph.getVariable(Inputs.variable(to));
    String old = Inputs.variable(from);
    for (SameDiffOp op : operations(consumer))
      for (int i = 0; i < op.getInputsToOp().size(); i++)
        if (op.getInputsToOp().get(i).equals(old)) graph.replaceArgFor(i, replacement, op.getOp());
  }

  /** Takes a block out that nothing reads any more. */
  void remove(Block block) {
    List<SameDiffOp> operations = operations(block);
    for (SameDiffOp op : operations)
      for (String input : op.getInputsToOp())
        graph.getVariables().get(input).getInputsForOp().remove(op.getName());
    for (SameDiffOp op : operations) {
      op.getOutputsOfOp().forEach(graph.getVariables()::remove);
      graph.getOps().remove(op.getName());
    }
    graph.getVariables().remove(Inputs.mask(block));
  }

  void remove(Parameter parameter) {
    graph.getVariables().remove(parameter.name());
    variables.removeArray(parameter.name());
    constants.removeArray(parameter.name());
  }

  /** Makes the graph's variable a constant or a variable as the parameter says. */
  void followTrainable(Parameter parameter) {
    SDVariable variable = graph.getVariable(parameter.name());
    boolean constant = variable.getVariableType() == VariableType.CONSTANT;
    if (parameter.trainable() && constant) graph.convertToVariable(variable);
    if (!parameter.trainable() && !constant) graph.convertToConstant(variable);
  }

  List<SameDiffOp> operations(Block block) {
    var found = new ArrayList<SameDiffOp>();
    for (SameDiffOp op : graph.getOps().values())
      if (owner(op.getName()).equals(block.name())) found.add(op);
    return found;
  }

  /** The name scope of an operation: that of its block. */
  static String owner(String operation) {
    return operation.substring(0, Math.max(0, operation.lastIndexOf('/')));
  }
}
