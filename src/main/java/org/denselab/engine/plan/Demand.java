package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.denselab.engine.Request;
import org.denselab.graph.Block;
import org.denselab.graph.Outline;
import org.denselab.graph.Value;

/** What a request needs of a program: nothing else is computed. */
final class Demand {
  private final Outline program;
  private final boolean training;
  private final Set<String> computed = new HashSet<>();
  private final Set<String> reached = new HashSet<>();
  private final Set<String> dependent = new HashSet<>();
  private final Set<String> kept = new HashSet<>();
  private final Set<String> named = new HashSet<>();
  private final Map<String, List<Block>> readers = new HashMap<>();

  Demand(Outline program, Request request) {
    this.program = program;
    training = !request.seeded().isEmpty();
    kept.addAll(names(request.read()));
    computed.addAll(kept);
    reached.addAll(names(request.seeded()));
    computed.addAll(reached);
    dependent.addAll(names(request.differentiate()));
    for (List<String> taps : List.of(request.read(), request.seeded(), request.differentiate()))
      named.addAll(names(taps));
    for (Block block : program.blocks().reversed()) {
      if (!computes(block)) continue;
      for (Value input : block.inputs()) {
        computed.add(input.name());
        readers.computeIfAbsent(input.name(), _ -> new ArrayList<>()).add(block);
        if (reached.contains(block.output().name())) reached.add(input.name());
      }
    }
    for (Block block : program.blocks())
      if (block.parameters().stream().anyMatch(this::trains)
          || block.inputs().stream().anyMatch(input -> dependent.contains(input.name())))
        dependent.add(block.output().name());
    if (training && dependent.isEmpty())
      throw new IllegalArgumentException("nothing trains, and no tap is to be differentiated");
  }

  private List<String> names(List<String> taps) {
    return taps.stream().map(tap -> program.tap(tap).name()).toList();
  }

  /** Whether gradients will be asked for; dropout is drawn then. */
  boolean training() {
    return training;
  }

  boolean trains(String parameter) {
    return program.parameter(parameter).trainable();
  }

  boolean computes(Block block) {
    return computed.contains(block.output().name());
  }

  /** Lookups that are computed. */
  List<Block.Embedding> embeddings() {
    return program.blocks().stream()
        .filter(this::computes)
        .filter(Block.Embedding.class::isInstance)
        .map(Block.Embedding.class::cast)
        .toList();
  }

  /** Whether the gradient by a value is needed, and is not zero. */
  boolean differentiates(Value value) {
    return reached.contains(value.name()) && dependent.contains(value.name());
  }

  /** Whether a block has something to pass a gradient on to, or to keep it. */
  boolean differentiates(Block block) {
    return differentiates(block.output())
        && (block.parameters().stream().anyMatch(this::trains)
            || block.inputs().stream().anyMatch(this::differentiates));
  }

  /** Nobody may overwrite the value. */
  void keep(Value value) {
    kept.add(value.name());
  }

  boolean isKept(Value value) {
    return kept.contains(value.name());
  }

  /** The blocks that read the value, once for each time that they do. */
  List<Block> readers(Value value) {
    return readers.getOrDefault(value.name(), List.of());
  }

  /** Whether one block reads the value and nobody else: that block may overwrite it. */
  boolean readOnce(Value value) {
    return !isKept(value) && readers(value).size() == 1;
  }

  /** Whether a value matters to one block only, and so does its gradient: it need not exist. */
  boolean passesBetween(Value value) {
    return readOnce(value) && !named.contains(value.name());
  }

  /** The one block that reads a value. */
  Optional<Block> reader(Value value) {
    List<Block> all = readers(value);
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }
}
