package org.denselab.engine.samediff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.CustomOp;

/**
 * SameDiff's gradient function, made cheaper: it differentiates by every operand of an operation,
 * wanted or not, and sums bias gradients up to fifty times slower than a product with ones does.
 */
final class GradientGraph {
  /** {@code [1, N]} of ones, N the rows of the batch. */
  static final String ONES = "engine/ones";

  private final SameDiff graph;
  private final Map<String, String> gradientOf = new LinkedHashMap<>();
  private final Set<String> live;

  /**
   * Differentiates the graph's loss variables.
   *
   * @param wanted variables whose gradients will be asked for
   */
  GradientGraph(SameDiff forward, List<String> wanted) {
    QuietOutput.during(
        () -> {
          forward.createGradFunction(wanted.toArray(String[]::new));
          return null;
        });
    graph = forward.getFunction("grad");
    graph.placeHolder(ONES, DataType.FLOAT, 1, -1);
    for (String name : wanted) {
      SDVariable gradient = graph.getVariable(name).gradient();
      if (gradient != null) gradientOf.put(name, gradient.name());
    }
    live = live();
    for (SameDiffOp op : new ArrayList<>(graph.getOps().values())) simplify(op);
  }

  SameDiff graph() {
    return graph;
  }

  /** Names of the gradients by wanted variable; none where the losses do not depend on it. */
  Map<String, String> gradients() {
    return gradientOf;
  }

  private void simplify(SameDiffOp op) {
    switch (op.getOp().opName()) {
      case "matmul_bp" -> product(op);
      case "add_bp" -> sum(op);
      case "multiply_bp" -> elementwiseProduct(op);
      default -> {}
    }
  }

  /** A product of which one factor needs no gradient: one product instead of two. */
  private void product(SameDiffOp op) {
    List<String> out = op.getOutputsOfOp();
    boolean left = used(out.get(0));
    boolean right = used(out.get(1));
    if (left == right) return;
    long[] transpose = ((CustomOp) op.getOp()).iArgs();
    if (transpose[0] != 0 || (transpose.length > 2 && transpose[2] != 0)) return;
    boolean transposed = transpose[1] != 0;
    SDVariable x = input(op, 0);
    SDVariable y = input(op, 1);
    SDVariable dz = input(op, 2);
    if (left) replace(out.get(0), graph.mmul(dz, y, false, !transposed, false));
    else if (transposed) replace(out.get(1), graph.mmul(dz, x, true, false, false));
    else replace(out.get(1), graph.mmul(x, dz, true, false, false));
  }

  /** The other sums' gradients are repetitions, which cost nothing in a {@link Pass}. */
  private void sum(SameDiffOp op) {
    List<String> out = op.getOutputsOfOp();
    SDVariable right = input(op, 1);
    SDVariable dz = input(op, 2);
    if (isVector(right)) {
      if (used(out.get(1))) replace(out.get(1), columnSums(dz, right));
      replace(out.get(0), dz);
    } else if (right.getVariableType() == VariableType.PLACEHOLDER) {
      replace(out.get(0), dz);
    }
  }

  private void elementwiseProduct(SameDiffOp op) {
    List<String> out = op.getOutputsOfOp();
    SDVariable right = input(op, 1);
    SDVariable dz = input(op, 2);
    if (isVector(right)) {
      if (used(out.get(1))) replace(out.get(1), columnSums(dz.mul(input(op, 0)), right));
      replace(out.get(0), dz.mul(right));
    } else if (right.getVariableType() == VariableType.PLACEHOLDER) {
      replace(out.get(0), dz.mul(right));
    }
  }

  private SDVariable columnSums(SDVariable rows, SDVariable like) {
    return graph.reshape(graph.getVariable(ONES).mmul(rows), like.getShape());
  }

  private static boolean isVector(SDVariable variable) {
    VariableType type = variable.getVariableType();
    return (type == VariableType.VARIABLE || type == VariableType.CONSTANT)
        && variable.getShape().length == 1;
  }

  /** Whether some wanted gradient depends on it; sums of unwanted ones read it too. */
  private boolean used(String variable) {
    return live.contains(variable);
  }

  private Set<String> live() {
    var live = new HashSet<>(gradientOf.values());
    for (SameDiffOp op : new OpOrder(graph).of(gradientOf.values(), List.of()))
      live.addAll(op.getInputsToOp());
    return live;
  }

  private SDVariable input(SameDiffOp op, int i) {
    return graph.getVariable(op.getInputsToOp().get(i));
  }

  private void replace(String old, SDVariable by) {
    gradientOf.replaceAll((_, name) -> name.equals(old) ? by.name() : name);
    replaceReads(graph, old, by);
  }

  /** Makes every operation that reads {@code old} read {@code by}. */
  static void replaceReads(SameDiff graph, String old, SDVariable by) {
    List<String> consumers = graph.getVariables().get(old).getInputsForOp();
    if (consumers == null) return;
    for (String name : List.copyOf(consumers)) {
      SameDiffOp consumer = graph.getOps().get(name);
      for (int i = 0; i < consumer.getInputsToOp().size(); i++)
        if (consumer.getInputsToOp().get(i).equals(old))
          graph.replaceArgFor(i, by, consumer.getOp());
    }
  }
}
