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

  /**
   * Multi-head attention within each sequence, in both directions, scores divided by the square
   * root of the head's width; dropout on the probabilities, site {@code name}.
   */
  record Attention(
      String name, Value query, Value key, Value value, int heads, double dropout, Value output)
      implements Block {
    @Override
    public List<Value> inputs() {
      return List.of(query, key, value);
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
