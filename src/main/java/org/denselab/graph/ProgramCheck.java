package org.denselab.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/** Whether block table and graph say the same. */
record ProgramCheck(
    List<Block> blocks, Map<String, Parameter> parameters, Iterable<Value> taps, SameDiff graph) {
  /**
   * Compares both sides, edge by edge.
   *
   * @throws IllegalStateException naming the first operation, block or parameter that disagrees
   */
  void run() {
    Map<String, Block> byName = new HashMap<>();
    Set<String> values = new HashSet<>();
    for (Block block : blocks) {
      require(byName.put(block.name(), block) == null, "two blocks are named " + block.name());
      for (Value input : block.inputs())
        require(
            values.contains(input.name()),
            "block " + block.name() + " reads " + input.name() + ", which no earlier block makes");
      values.add(block.output().name());
    }
    for (Value tap : taps)
      require(values.contains(tap.name()), "a tap reads " + tap.name() + ", which no block makes");
    Map<String, Set<String>> crossings = new HashMap<>();
    for (SameDiffOp op : graph.getOps().values()) {
      Block owner = byName.get(ProgramGraph.owner(op.getName()));
      require(owner != null, "operation " + op.getName() + " belongs to no block");
      for (String input : op.getInputsToOp()) checkEdge(op, owner, input, crossings);
    }
    for (Block block : blocks) checkBorder(block, crossings.getOrDefault(block.name(), Set.of()));
    for (Parameter parameter : parameters.values()) checkParameter(parameter);
  }

  private void checkEdge(
      SameDiffOp op, Block owner, String input, Map<String, Set<String>> crossings) {
    var variable = graph.getVariables().get(input);
    require(variable != null, "operation " + op.getName() + " reads " + input + ", which is gone");
    String producer = variable.getOutputOfOp();
    if (producer != null && ProgramGraph.owner(producer).equals(owner.name())) return;
    if (input.startsWith("constant/") || input.startsWith("input/")) return;
    if (input.equals(Inputs.mask(owner))) return;
    crossings.computeIfAbsent(owner.name(), _ -> new HashSet<>()).add(input);
    boolean declared =
        owner.parameters().contains(input)
            || owner.inputs().stream().map(Inputs::variable).anyMatch(input::equals);
    require(
        declared,
        "operation " + op.getName() + " reads " + input + ", which is no input of its block");
  }

  /** What a block declares, its operations read. */
  private void checkBorder(Block block, Set<String> crossings) {
    require(
        graph.hasVariable(Inputs.variable(block.output())),
        "block " + block.name() + " has no output in the graph");
    for (Value input : block.inputs())
      require(
          crossings.contains(Inputs.variable(input)),
          "no operation of block " + block.name() + " reads its input " + input.name());
    for (String parameter : block.parameters()) {
      require(parameters.containsKey(parameter), "block " + block.name() + " lacks " + parameter);
      require(
          block instanceof Block.Embedding || crossings.contains(parameter),
          "no operation of block " + block.name() + " reads its parameter " + parameter);
    }
  }

  private void checkParameter(Parameter parameter) {
    var variable = graph.getVariable(parameter.name());
    require(variable != null, "parameter " + parameter.name() + " is not in the graph");
    boolean trains = variable.getVariableType() == VariableType.VARIABLE;
    require(
        trains == parameter.trainable(),
        "parameter "
            + parameter.name()
            + (trains ? " trains in the graph only" : " trains in the table only"));
    require(
        blocks.stream().anyMatch(block -> block.parameters().contains(parameter.name())),
        "parameter " + parameter.name() + " belongs to no block");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) throw new IllegalStateException(otherwise);
  }
}
