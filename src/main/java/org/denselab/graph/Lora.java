package org.denselab.graph;

import java.util.List;

/**
 * Low-rank adapters to put beside linear blocks.
 *
 * @param alpha the update is scaled by {@code alpha / rank}
 * @param dropout on the adapter's input, in training
 * @param targets module names, matched as PEFT does (the whole name, or its end after a dot), or
 *     the aliases {@code all-linear} and {@code attention}
 * @param seed draws A; B starts at zero
 */
public record Lora(int rank, double alpha, double dropout, List<String> targets, long seed) {
  public Lora {
    if (rank < 1) throw new IllegalArgumentException("rank " + rank + " is below 1");
    if (dropout < 0 || dropout >= 1)
      throw new IllegalArgumentException("dropout " + dropout + " is not in [0, 1)");
    targets = List.copyOf(targets);
  }

  public double scale() {
    return alpha / rank;
  }

  /** The adapter of a linear block. */
  Block.Lora beside(Block.Linear linear) {
    return beside(linear, scale(), dropout);
  }

  static Block.Lora beside(Block.Linear linear, double scale, double dropout) {
    String name = linear.name() + ".lora";
    return new Block.Lora(
        name,
        linear.input(),
        linear.output(),
        AdapterFactors.aName(linear.name()),
        AdapterFactors.bName(linear.name()),
        scale,
        dropout,
        linear.output().named(name));
  }
}
