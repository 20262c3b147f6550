package org.denselab.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A piece of the program: one line of the block table, and a group of operations in the graph. The
 * name is the path of the HuggingFace module that it stands for. An engine lowers the table by an
 * exhaustive switch over these kinds.
 */
public sealed interface Block {
  String name();

  /** Values that cross the block's border inwards. */
  List<Value> inputs();

  /** The one value that crosses the border outwards, named as the block. */
  Value output();

  /** Names of the block's parameters. */
  default List<String> parameters() {
    return List.of();
  }

  /** Sum of one row of each table per token. Engines look rows up outside the graph. */
  record Embedding(String name, List<Lookup> lookups, Value output) implements Block {
    public Embedding {
      lookups = List.copyOf(lookups);
    }

    @Override
    public List<Value> inputs() {
      return List.of();
    }

    @Override
    public List<String> parameters() {
      return lookups.stream().map(Lookup::table).toList();
    }
  }

  /** {@code x Wᵀ + b}; the weight is {@code [out, in]}, the bias {@code [out]}. */
  record Linear(String name, Value input, String weight, Optional<String> bias, Value output)
      implements Block {
    @Override
    public List<Value> inputs() {
      return List.of(input);
    }

    @Override
    public List<String> parameters() {
      return Stream.concat(Stream.of(weight), bias.stream()).toList();
    }
  }

  /** {@code (x - mean) / sqrt(variance + eps) * weight + bias} over each row. */
  record LayerNorm(String name, Value input, String weight, String bias, double eps, Value output)
      implements Block {
    @Override
    public List<Value> inputs() {
      return List.of(input);
    }

    @Override
    public List<String> parameters() {
      return List.of(weight, bias);
    }
  }

  /** {@code x / sqrt(mean(x²) + eps) * weight}, or {@code * (1 + weight)}, over each row. */
  record RmsNorm(String name, Value input, String weight, boolean onePlus, double eps, Value output)
      implements Block {
    @Override
    public List<Value> inputs() {
      return List.of(input);
    }

    @Override
    public List<String> parameters() {
      return List.of(weight);
    }
  }

  /** {@code x * factor}. */
  record Scale(String name, Value input, double factor, Value output) implements Block {
    @Override
    public List<Value> inputs() {
      return List.of(input);
    }
  }

  /** Element-wise product, as gated feed-forward layers have it. */
  record Multiply(String name, Value left, Value right, Value output) implements Block {
    @Override
    public List<Value> inputs() {
      return List.of(left, right);
    }
  }

  /**
   * Rotary position embedding (arXiv 2104.09864) of every head of the row, in HuggingFace's
   * rotate-half form: within a head, dimension i and dimension {@code pairs + i} are turned by
   * {@code position * frequency i}; what lies past {@code 2 * pairs} passes through. The position
   * is the token's place in its sequence, from 0.
   *
   * @param headWidth the row is {@code width / headWidth} heads, one after the other
   */
  record Rotary(
      String name, Value input, int headWidth, RotaryFrequencies frequencies, Value output)
      implements Block {
    @Override
    public List<Value> inputs() {
      return List.of(input);
    }

    /** Heads a row. */
    public int heads() {
      return input.width() / headWidth;
    }
  }

  /**
   * Multi-head attention within each sequence: {@code softmax(scale * q k + bias) v}; dropout on
   * the probabilities, site {@code name}.
   *
   * @param query {@code [tokens, heads * headWidth]}, as the output
   * @param key {@code [tokens, keyValueHeads * headWidth]}, as the value
   * @param bias added to the scores, by the distance of the two tokens
   */
  record Attention(
      String name,
      Value query,
      Value key,
      Value value,
      AttentionShape shape,
      Optional<RelativeBias> bias,
      double dropout,
      Value output)
      implements Block {
    @Override
    public List<Value> inputs() {
      return List.of(query, key, value);
    }

    @Override
    public List<String> parameters() {
      return bias.map(RelativeBias::table).stream().toList();
    }
  }

  /** An element-wise function. */
  record Activation(String name, Value input, Nonlinearity function, Value output)
      implements Block {
    @Override
    public List<Value> inputs() {
      return List.of(input);
    }
  }

  /** Element-wise sum, as residual connections have it. */
  record Add(String name, Value left, Value right, Value output) implements Block {
    @Override
    public List<Value> inputs() {
      return List.of(left, right);
    }
  }

  /** Zeroes elements at the rate and scales the others by {@code 1 / (1 - rate)}, in training. */
  record Dropout(String name, Value input, double rate, Value output) implements Block {
    @Override
    public List<Value> inputs() {
      return List.of(input);
    }
  }

  /** Token vectors to one vector a sequence. */
  record Pool(String name, Value input, Pooling pooling, Value output) implements Block {
    @Override
    public List<Value> inputs() {
      return List.of(input);
    }
  }

  /** Divides each row by its Euclidean length. */
  record Normalize(String name, Value input, Value output) implements Block {
    @Override
    public List<Value> inputs() {
      return List.of(input);
    }
  }

  /**
   * {@code base + scale * dropout(x) Aᵀ Bᵀ} with A {@code [rank, in]} and B {@code [out, rank]}
   * (LoRA, arXiv 2106.09685, section 4.1), beside the linear block that makes {@code base}.
   */
  record Lora(
      String name,
      Value input,
      Value base,
      String a,
      String b,
      double scale,
      double dropout,
      Value output)
      implements Block {
    @Override
    public List<Value> inputs() {
      return List.of(input, base);
    }

    @Override
    public List<String> parameters() {
      return List.of(a, b);
    }
  }
}
