package org.denselab.graph;

import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Writes blocks as stock SameDiff operations, each block in a name scope of its own. Only
 * operations whose values and gradients are tested are used; rows are spread over columns and back
 * by products with constant vectors, because the gradients of broadcast operations are up to fifty
 * times slower.
 */
final class Emitter {
  private final SameDiff graph;
  private final DataType type;

  Emitter(SameDiff graph, DataType type) {
    this.graph = graph;
    this.type = type;
  }

  /** Parameters, inputs and the block's input values must be in the graph already. */
  void emit(Block block) {
    if (block instanceof Block.Embedding) return; // its rows are looked up outside
    try (var _ = graph.withNameScope(block.name())) {
      SDVariable result =
          switch (block) {
            case Block.Embedding b -> throw new AssertionError(b);
            case Block.Linear b -> linear(b);
            case Block.LayerNorm b -> layerNorm(b);
            case Block.Attention b -> attention(b);
            case Block.Activation b -> activation(b.function(), value(b.input()));
            case Block.Add b -> value(b.left()).add(value(b.right()));
            case Block.Dropout b -> value(b.input()).mul(mask(b));
            case Block.Pool b -> pool(b);
            case Block.Normalize b -> normalize(b);
            case Block.Lora b -> lora(b);
          };
      result.rename(Inputs.variable(block.output()));
    }
  }

  private SDVariable linear(Block.Linear b) {
    SDVariable product = product(value(b.input()), b.weight());
    return b.bias().isPresent() ? product.add(parameter(b.bias().get())) : product;
  }

  private SDVariable layerNorm(Block.LayerNorm b) {
    SDVariable x = value(b.input());
    int width = b.input().width();
    SDVariable negativeMean = x.mmul(column(width, -1.0 / width));
    SDVariable centred = x.add(spread(negativeMean, width));
    SDVariable variance = centred.mul(centred).mmul(column(width, 1.0 / width));
    SDVariable inverse = graph.math().rsqrt(variance.add(b.eps()));
    SDVariable normal = centred.mul(spread(inverse, width));
    return normal.mul(parameter(b.weight())).add(parameter(b.bias()));
  }

  private SDVariable attention(Block.Attention b) {
    SDVariable shape = variable(Inputs.headsShape(b));
    int headWidth = b.query().width() / b.heads();
    SDVariable q = heads(value(b.query()).mul(1 / Math.sqrt(headWidth)), shape);
    SDVariable k = heads(value(b.key()), shape);
    SDVariable v = heads(value(b.value()), shape);
    SDVariable scores = graph.mmul(q, k, false, true, false);
    SDVariable p = graph.nn().softmax(scores.add(variable(Inputs.ATTENTION_BIAS)), -1);
    if (b.dropout() > 0) p = p.mul(mask(b));
    SDVariable context = graph.permute(graph.mmul(p, v), 0, 2, 1, 3);
    return graph.reshape(context, -1, b.output().width());
  }

  /** {@code [N, width]} to {@code [B, heads, T, width of a head]}. */
  private SDVariable heads(SDVariable rows, SDVariable shape) {
    return graph.permute(graph.reshape(rows, shape), 0, 2, 1, 3);
  }

  private SDVariable activation(Nonlinearity function, SDVariable x) {
    return switch (function) {
      // not nn.gelu, which is x sigmoid(1.702 x), nor nn.preciseGelu, which is neither
      case GELU -> x.mul(graph.math().erf(x.mul(Math.sqrt(0.5))).mul(0.5).add(0.5));
      case GELU_TANH -> {
        SDVariable cubic = x.mul(x).mul(0.044715).add(1).mul(x);
        SDVariable tanh = graph.math().tanh(cubic.mul(Math.sqrt(2 / Math.PI)));
        yield x.mul(tanh.mul(0.5).add(0.5));
      }
      case RELU -> graph.nn().relu(x, 0);
      case SILU -> x.mul(graph.nn().sigmoid(x));
    };
  }

  private SDVariable pool(Block.Pool b) {
    SDVariable sequences = graph.reshape(value(b.input()), variable(Inputs.sequencesShape(b)));
    SDVariable pooled = graph.mmul(variable(Inputs.poolingWeights(b)), sequences);
    return graph.reshape(pooled, -1, b.output().width());
  }

  private SDVariable normalize(Block.Normalize b) {
    SDVariable x = value(b.input());
    int width = b.input().width();
    SDVariable squares = x.mul(x).mmul(column(width, 1));
    return x.mul(spread(graph.math().rsqrt(squares.add(1e-24)), width));
  }

  private SDVariable lora(Block.Lora b) {
    SDVariable x = value(b.input());
    if (b.dropout() > 0) x = x.mul(mask(b));
    SDVariable inner = product(x, b.a()).mul(b.scale());
    return value(b.base()).add(product(inner, b.b()));
  }

  private SDVariable product(SDVariable x, String weight) {
    return graph.mmul(x, parameter(weight), false, true, false);
  }

  /** {@code [N, 1]} to {@code [N, width]}. */
  private SDVariable spread(SDVariable x, int width) {
    return x.mmul(constant("constant/row_" + width, 1, 1, width));
  }

  private SDVariable column(int width, double value) {
    return constant("constant/column_" + width + "_" + value, value, width, 1);
  }

  private SDVariable constant(String name, double value, long... shape) {
    return once(name, () -> graph.constant(name, Nd4j.valueArrayOf(shape, value, type)));
  }

  private SDVariable mask(Block block) {
    String name = Inputs.mask(block);
    return once(name, () -> graph.placeHolder(name, type, -1, -1));
  }

  private SDVariable once(String name, Supplier<SDVariable> make) {
    return graph.hasVariable(name) ? graph.getVariable(name) : make.get();
  }

  private SDVariable value(Value value) {
    return variable(Inputs.variable(value));
  }

  private SDVariable parameter(String name) {
    return variable(name);
  }

  private SDVariable variable(String name) {
    SDVariable found = graph.getVariable(name);
    if (found == null) throw new IllegalStateException("the graph has no variable " + name);
    return found;
  }
}
