package org.denselab.bench;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.denselab.graph.Block;
import org.denselab.graph.Program;
import org.denselab.graph.Value;

/**
 * Multiplications and additions of the products of a step, as no engine needs fewer: none for
 * gradients of what is frozen, none for padding that is not given.
 */
final class Flops {
  private final Program program;
  private final boolean backward;
  private final Set<Value> dependent = new HashSet<>();

  private Flops(Program program, boolean backward) {
    this.program = program;
    this.backward = backward;
  }

  /** On average over batches with sequences of such lengths. */
  static double of(Program program, boolean backward, List<int[]> batches) {
    return batches.stream()
        .mapToDouble(lengths -> new Flops(program, backward).of(lengths))
        .average()
        .orElseThrow();
  }

  private double of(int[] lengths) {
    double flops = 0;
    for (Block block : program.blocks()) {
      flops += of(block, lengths);
      boolean trains = block.parameters().stream().anyMatch(this::trains);
      if (trains || block.inputs().stream().anyMatch(dependent::contains))
        dependent.add(block.output());
    }
    return flops;
  }

  private double of(Block block, int[] lengths) {
    return switch (block) {
      case Block.Linear linear ->
          product(linear.input(), linear.output().width(), trains(linear.weight()), lengths);
      case Block.Lora lora -> {
        long rank = program.parameter(lora.a()).shape()[0];
        double down = product(lora.input(), rank, trains(lora.a()), lengths);
        // what lies between A and B depends on A
        double up = 2.0 * rows(lora.output(), lengths) * rank * lora.output().width();
        yield down + up * (backward ? 3 : 1);
      }
      case Block.Attention attention -> {
        double squares = Arrays.stream(lengths).mapToDouble(n -> (double) n * n).sum();
        double forward = 4 * squares * attention.output().width();
        yield forward
            * (backward && attention.inputs().stream().anyMatch(dependent::contains) ? 3 : 1);
      }
      default -> 0;
    };
  }

  private double product(Value input, long width, boolean trains, int[] lengths) {
    double one = 2.0 * rows(input, lengths) * input.width() * width;
    int times = 1;
    if (backward && trains) times++;
    if (backward && dependent.contains(input)) times++;
    return times * one;
  }

  private boolean trains(String parameter) {
    return program.parameter(parameter).trainable();
  }

  private static double rows(Value value, int[] lengths) {
    return value.rows() == Value.Rows.TOKENS ? Arrays.stream(lengths).sum() : lengths.length;
  }
}
