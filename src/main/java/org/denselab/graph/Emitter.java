package org.denselab.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Writes blocks as stock SameDiff operations, each block in a name scope of its own. Only
 * operations whose values and gradients are tested are used.
 */
final class Emitter {
  private final SameDiff graph;
  private final Operands operands;
  private final AttentionEmitter attention;

  Emitter(SameDiff graph, DataType type) {
    this.graph = graph;
    operands = new Operands(graph, type);
    attention = new AttentionEmitter(graph, operands);
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
            case Block.RmsNorm b -> rmsNorm(b);
            case Block.Rotary b -> attention.rotary(b);
            case Block.Attention b -> attention.attention(b);
            case Block.Scale b -> operands.value(b.input()).mul(b.factor());
            case Block.Multiply b -> operands.value(b.left()).mul(operands.value(b.right()));
            case Block.Activation b -> activation(b.function(), operands.value(b.input()));
            case Block.Add b -> operands.value(b.left()).add(operands.value(b.right()));
            case Block.Dropout b -> operands.value(b.input()).mul(operands.mask(b));
            case Block.Pool b -> pool(b);
            case Block.Normalize b -> normalize(b);
            case Block.Lora b -> lora(b);
          };
      result.rename(Inputs.variable(block.output()));
    }
  }

  private SDVariable linear(Block.Linear b) {
    SDVariable product = product(operands.value(b.input()), b.weight());
    if (b.bias().isEmpty()) return product;
    SDVariable bias = operands.variable(b.bias().get());
    // a row, not a vector: gradients of vectors are summed as over tokens, of which there are more
    if (b.output().rows() == Value.Rows.SEQUENCES)
      bias = graph.reshape(bias, 1, b.output().width());
    return product.add(bias);
  }

  private SDVariable layerNorm(Block.LayerNorm b) {
    SDVariable x = operands.value(b.input());
    int width = b.input().width();
    SDVariable negativeMean = x.mmul(operands.column(width, -1.0 / width));
    SDVariable centred = x.add(operands.spread(negativeMean, width));
    SDVariable variance = centred.mul(centred).mmul(operands.column(width, 1.0 / width));
    SDVariable inverse = graph.math().rsqrt(variance.add(b.eps()));
    SDVariable normal = centred.mul(operands.spread(inverse, width));
    return normal.mul(operands.variable(b.weight())).add(operands.variable(b.bias()));
  }

  private SDVariable rmsNorm(Block.RmsNorm b) {
    SDVariable x = operands.value(b.input());
    int width = b.input().width();
    SDVariable square = x.mul(x).mmul(operands.column(width, 1.0 / width));
    SDVariable inverse = graph.math().rsqrt(square.add(b.eps()));
    SDVariable normal = x.mul(operands.spread(inverse, width));
    SDVariable weighted = normal.mul(operands.variable(b.weight()));
    return b.onePlus() ? weighted.add(normal) : weighted;
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
      case TANH -> graph.math().tanh(x);
    };
  }

  private SDVariable pool(Block.Pool b) {
    SDVariable sequences =
        graph.reshape(operands.value(b.input()), operands.shape(Inputs.sequences(b)));
    SDVariable pooled = graph.mmul(operands.variable(Inputs.poolingWeights(b)), sequences);
    return graph.reshape(pooled, -1, b.output().width());
  }

  private SDVariable normalize(Block.Normalize b) {
    SDVariable x = operands.value(b.input());
    int width = b.input().width();
    SDVariable squares = x.mul(x).mmul(operands.column(width, 1));
    return x.mul(operands.spread(graph.math().rsqrt(squares.add(1e-24)), width));
  }

  private SDVariable lora(Block.Lora b) {
    SDVariable x = operands.value(b.input());
    if (b.dropout() > 0) x = x.mul(operands.mask(b));
    SDVariable inner = product(x, b.a()).mul(b.scale());
    return operands.value(b.base()).add(product(inner, b.b()));
  }

  private SDVariable product(SDVariable x, String weight) {
    return graph.mmul(x, operands.variable(weight), false, true, false);
  }
}
