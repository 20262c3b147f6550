package org.denselab.graph;

import java.lang.foreign.Arena;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.weights.TensorSource;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A backbone with its head, compiled: parameters, block table and graph. It changes only through
 * its own methods, each of which edits table and graph together. Closing it frees the parameters.
 */
public final class Program implements AutoCloseable {
  private final Arena arena;
  private final Map<String, Parameter> parameters;
  private final Map<String, Value> taps;
  private final ProgramGraph graph = new ProgramGraph();
  private List<Block> blocks;

  private Program(
      Arena arena, Map<String, Parameter> parameters, Map<String, Value> taps, List<Block> blocks) {
    this.arena = arena;
    this.parameters = parameters;
    this.taps = new LinkedHashMap<>(taps);
    this.blocks = blocks;
    parameters.values().forEach(graph::add);
    blocks.forEach(graph::add);
  }

  static Program load(
      List<Block> blocks,
      Map<String, Value> taps,
      List<ParameterSpec> specs,
      TensorSource weights) {
    Arena arena = Arena.ofShared();
    try {
      return new Program(arena, ParameterLoader.load(specs, weights, arena, true), taps, blocks);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /** The block table, in an order in which it can be computed. */
  public List<Block> blocks() {
    return blocks;
  }

  /** All parameters in HuggingFace order, adapters included. */
  public Collection<Parameter> parameters() {
    return Collections.unmodifiableCollection(parameters.values());
  }

  public Parameter parameter(String name) {
    Parameter found = parameters.get(name);
    if (found == null) throw new IllegalArgumentException("no parameter is named " + name);
    return found;
  }

  /** Named taps; any block's output can be read by the block's name besides. */
  public Map<String, Value> taps() {
    return Collections.unmodifiableMap(taps);
  }

  /** The value behind a tap or a block's name. */
  public Value tap(String name) {
    Value named = taps.get(name);
    if (named != null) return named;
    return blocks.stream()
        .map(Block::output)
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no tap or block is named " + name + ", there are " + taps.keySet()));
  }

  /** The graph, to be run or read; only this class changes it. */
  public SameDiff graph() {
    return graph.sameDiff();
  }

  /** Frees the parameters; nothing may run the program any more. */
  @Override
  public void close() {
    arena.close();
  }
}
