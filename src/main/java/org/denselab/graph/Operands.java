package org.denselab.graph;

import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What operations of a graph read: values, parameters, inputs and shared constants. Rows are spread
 * over columns and back by products with constant vectors, because the gradients of broadcast
 * operations are up to fifty times slower.
 */
record Operands(SameDiff graph, DataType type) {
  SDVariable value(Value value) {
    return variable(Inputs.variable(value));
  }

  /** A parameter or input by name. */
  SDVariable variable(String name) {
    SDVariable found = graph.getVariable(name);
    if (found == null) throw new IllegalStateException("the graph has no variable " + name);
    return found;
  }

  SDVariable shape(ShapeInput shape) {
    return variable(shape.name());
  }

  SDVariable mask(Block block) {
    String name = Inputs.mask(block);
    return once(name, () -> graph.placeHolder(name, type, -1, -1));
  }

  /** {@code [N, 1]} to {@code [N, width]}. */
  SDVariable spread(SDVariable x, int width) {
    return x.mmul(
        constant("row_" + width, () -> Nd4j.valueArrayOf(new long[] {1, width}, 1, type)));
  }

  /** {@code [width, 1]}, all {@code value}: what multiplied by rows gives their sums. */
  SDVariable column(int width, double value) {
    return constant(
        "column_" + width + "_" + value,
        () -> Nd4j.valueArrayOf(new long[] {width, 1}, value, type));
  }

  SDVariable constant(String name, Supplier<INDArray> values) {
    String full = "constant/" + name;
    return once(full, () -> graph.constant(full, values.get().castTo(type)));
  }

  private SDVariable once(String name, Supplier<SDVariable> make) {
    return graph.hasVariable(name) ? graph.getVariable(name) : make.get();
  }
}
