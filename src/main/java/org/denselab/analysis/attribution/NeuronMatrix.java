package org.denselab.analysis.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.denselab.base.BadInput;
import org.denselab.graph.Block;
import org.denselab.graph.Outline;
import org.denselab.graph.Value;

/**
 * A feed-forward matrix whose output rows are neurons: the one before the activation (BERT's {@code
 * intermediate.dense}, Llama's {@code gate_proj}) or the one after (BERT's {@code output.dense},
 * Llama's {@code down_proj}). A gated layer's {@code up_proj} is none, as published.
 *
 * @param layer counts from 1
 */
public record NeuronMatrix(int layer, Place place, Block.Linear linear) {
  /** Where in a feed-forward layer. */
  public enum Place {
    INTERMEDIATE,
    OUTPUT
  }

  /** Neurons. */
  public int rows() {
    return linear.output().width();
  }

  /** All of a backbone without adapters, found by the kinds of blocks around each activation. */
  public static List<NeuronMatrix> of(Outline program) {
    List<NeuronMatrix> found = new ArrayList<>();
    int layer = 0;
    for (Block block : program.blocks()) {
      if (!(block instanceof Block.Activation activation)) continue;
      if (activation.input().rows() != Value.Rows.TOKENS) continue; // a pooler's
      Optional<Block.Linear> before = maker(program, activation.input());
      Optional<Block.Linear> after = reader(program, activation.output());
      if (before.isEmpty() || after.isEmpty()) continue;
      layer++;
      found.add(new NeuronMatrix(layer, Place.INTERMEDIATE, before.get()));
      found.add(new NeuronMatrix(layer, Place.OUTPUT, after.get()));
    }
    if (found.isEmpty()) throw new BadInput("the backbone has no feed-forward layers");
    return List.copyOf(found);
  }

  private static Optional<Block.Linear> maker(Outline program, Value value) {
    for (Block block : program.blocks())
      if (block instanceof Block.Linear linear && linear.output().equals(value))
        return Optional.of(linear);
    return Optional.empty();
  }

  /** The linear block that reads the value, through gates and dropout. */
  private static Optional<Block.Linear> reader(Outline program, Value value) {
    for (Block block : program.blocks()) {
      if (!block.inputs().contains(value)) continue;
      switch (block) {
        case Block.Linear linear -> {
          return Optional.of(linear);
        }
        case Block.Multiply gate -> {
          return reader(program, gate.output());
        }
        case Block.Dropout dropout -> {
          return reader(program, dropout.output());
        }
        default -> {}
      }
    }
    return Optional.empty();
  }
}
