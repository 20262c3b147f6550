package org.denselab.graph;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.denselab.base.BadInput;
import org.denselab.weights.LoraWeights;
import org.denselab.weights.PeftAdapter;
import org.denselab.weights.TensorSource;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A backbone with its head, compiled: parameters, block table and graph. It changes only through
 * its own methods, each of which edits table and graph together. Closing it frees the parameters.
 */
public final class Program implements AutoCloseable {
  private final Arena arena;
  private final ProgramGraph graph = new ProgramGraph();
  private final Map<String, Parameter> parameters;
  private final Map<String, Value> taps;
  private final Map<String, Boolean> trainableBeforeLora = new HashMap<>();
  private List<Block> blocks;

  private Program(
      Arena arena, Map<String, Parameter> parameters, Map<String, Value> taps, List<Block> blocks) {
    this.arena = arena;
    this.parameters = parameters;
    this.taps = new LinkedHashMap<>(taps);
    this.blocks = blocks;
    parameters.values().forEach(graph::add);
    blocks.forEach(graph::add);
    for (Block block : blocks)
      if (block instanceof Block.Embedding embedding)
        embedding.parameters().forEach(table -> parameters.get(table).becomeTable());
    check();
  }

  static Program load(
      List<Block> blocks,
      Map<String, Value> taps,
      List<ParameterSpec> specs,
      TensorSource weights) {
    Arena arena = Arena.ofShared();
    try {
      return new Program(arena, ParameterLoader.load(specs, weights, arena), taps, blocks);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /**
   * One block by itself, over the same parameters, of which what trains must not change meanwhile.
   * The values that it reads are those of embeddings without tables: who runs it gives their rows.
   */
  public Program alone(Block block) {
    var kept = new LinkedHashMap<String, Parameter>();
    block.parameters().forEach(name -> kept.put(name, parameter(name)));
    var table = new ArrayList<Block>();
    for (Value input : new LinkedHashSet<>(block.inputs()))
      table.add(new Block.Embedding(input.name(), List.of(), input));
    table.add(block);
    return new Program(Arena.ofShared(), kept, Map.of(), List.copyOf(table));
  }

  /**
   * What follows from a value, over the same parameters, which must not change meanwhile. The
   * value, and what else the blocks after it read, are embeddings without tables of the same names:
   * who runs it gives their rows.
   *
   * @param tap of token vectors
   */
  public Program after(String tap) {
    Value from = tap(tap);
    var reached = new LinkedHashSet<String>(List.of(from.name()));
    var given = new LinkedHashSet<Value>(List.of(from));
    var following = new ArrayList<Block>();
    for (Block block : blocks) {
      if (block.inputs().stream().noneMatch(input -> reached.contains(input.name()))) continue;
      following.add(block);
      for (Value input : block.inputs()) if (!reached.contains(input.name())) given.add(input);
      reached.add(block.output().name());
    }
    var kept = new LinkedHashMap<String, Parameter>();
    var table = new ArrayList<Block>();
    for (Value value : given) table.add(new Block.Embedding(value.name(), List.of(), value));
    for (Block block : following)
      block.parameters().forEach(name -> kept.put(name, parameter(name)));
    table.addAll(following);
    var left = new LinkedHashMap<>(taps);
    left.values().removeIf(value -> !reached.contains(value.name()));
    return new Program(Arena.ofShared(), kept, left, List.copyOf(table));
  }

  /** The block table, in an order in which it can be computed. */
  public List<Block> blocks() {
    return blocks;
  }

  /** All parameters in HuggingFace order, adapters last. */
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
    return Outline.tap(name, taps, blocks);
  }

  /** What the program computes now, without its numbers. */
  public Outline outline() {
    var slots = new LinkedHashMap<String, Outline.Slot>();
    for (Parameter p : parameters.values())
      slots.put(
          p.name(),
          new Outline.Slot(p.shape()[0], p.elements(), p.held().bytes().byteSize(), p.trainable()));
    return new Outline(blocks, taps, slots);
  }

  /** The graph, to be run or read; only this class changes it. */
  public SameDiff graph() {
    return graph.sameDiff();
  }

  /**
   * Puts adapters beside linear blocks and freezes everything else. B is zero: nothing that the
   * program computes changes.
   *
   * @throws BadInput where a target matches no linear module
   */
  public LoraReport lora(Lora lora) {
    refuseAdapters();
    List<Block.Linear> targets = new LoraTargets(blocks).find(lora.targets());
    var factors = new LinkedHashMap<Block.Linear, AdapterFactors>();
    for (Block.Linear t : targets)
      factors.put(t, AdapterFactors.initial(t, lora.rank(), lora.seed(), arena));
    return splice(factors, lora.scale(), lora.dropout());
  }

  /**
   * As {@link #lora(Lora)}, with the values of an adapter that PEFT or Denselab wrote; it is read,
   * not kept.
   *
   * @throws BadInput where a module of the adapter is no linear module of the program, or has
   *     another shape
   */
  public LoraReport lora(PeftAdapter adapter) {
    refuseAdapters();
    var factors = new LinkedHashMap<Block.Linear, AdapterFactors>();
    for (LoraWeights weights : adapter.weights()) {
      Block.Linear linear = new LoraTargets(blocks).stored(weights.module());
      factors.put(linear, AdapterFactors.stored(linear, weights, arena));
    }
    return splice(factors, adapter.config().scale(), adapter.config().loraDropout());
  }

  private void refuseAdapters() {
    if (blocks.stream().anyMatch(Block.Lora.class::isInstance))
      throw new BadInput("the program has LoRA adapters already; merge them first");
  }

  private LoraReport splice(
      Map<Block.Linear, AdapterFactors> adapters, double scale, double dropout) {
    parameters.values().forEach(p -> trainableBeforeLora.put(p.name(), p.trainable()));
    long base = parameters.values().stream().mapToLong(Parameter::elements).sum();
    freeze(_ -> true);
    adapters.forEach(
        (linear, factors) -> {
          add(factors.a());
          add(factors.b());
          Block.Linear now = linear(linear.name()); // another adapter may stand before it
          insertAfter(now, Lora.beside(now, scale, dropout));
        });
    check();
    long added = parameters.values().stream().mapToLong(Parameter::elements).sum() - base;
    return new LoraReport(adapters.keySet().stream().map(Block::name).toList(), added, base);
  }

  private void add(Parameter parameter) {
    parameters.put(parameter.name(), parameter);
    graph.add(parameter);
  }

  /** Everything that read the linear block's output reads the adapter's from now on. */
  private void insertAfter(Block.Linear linear, Block.Lora adapter) {
    graph.add(adapter);
    redirect(linear.output(), adapter.output());
    var now = new ArrayList<Block>();
    for (Block block : blocks) {
      now.add(block);
      if (block.name().equals(linear.name())) now.add(adapter);
    }
    blocks = List.copyOf(now);
  }

  private void redirect(Value from, Value to) {
    var redirect = new Redirect(from, to);
    for (Block block : blocks) if (block.inputs().contains(from)) graph.redirect(block, from, to);
    blocks = blocks.stream().map(redirect::apply).toList();
    taps.replaceAll((_, value) -> value.equals(from) ? to : value);
  }

  /**
   * Adds each adapter into the weight beside it and takes the adapters out; what trained before
   * they came trains again. Rounding apart, the program computes the same: compare embeddings of
   * some batch before and after.
   */
  public void merge() {
    for (Block block : blocks) {
      if (!(block instanceof Block.Lora lora)) continue;
      Parameter a = parameters.remove(lora.a());
      Parameter b = parameters.remove(lora.b());
      Block.Linear linear = linear(lora.base().name());
      new AdapterFactors(a, b).mergeInto(parameter(linear.weight()), lora.scale());
      blocks = blocks.stream().filter(other -> !other.name().equals(lora.name())).toList();
      redirect(lora.output(), lora.base());
      graph.remove(lora);
      graph.remove(a);
      graph.remove(b);
    }
    for (Parameter parameter : parameters.values())
      setTrainable(parameter, trainableBeforeLora.getOrDefault(parameter.name(), true));
    trainableBeforeLora.clear();
    check();
  }

  private Block.Linear linear(String name) {
    return Outline.linear(blocks, name);
  }

  /** Keeps the parameters of matching names as they are; engines compute no gradient for them. */
  public void freeze(Predicate<String> name) {
    for (Parameter parameter : parameters.values())
      if (name.test(parameter.name())) setTrainable(parameter, false);
    check();
  }

  private void setTrainable(Parameter parameter, boolean trainable) {
    parameter.trainable(trainable);
    graph.followTrainable(parameter);
  }

  /**
   * Compares block table and graph.
   *
   * @throws IllegalStateException naming the operation that belongs to no block, reads past its
   *     block's border, or trains on one side only
   */
  public void check() {
    new ProgramCheck(blocks, parameters, taps.values(), graph.sameDiff()).run();
  }

  /**
   * Writes one file that plain SameDiff loads and runs, without dropout: int64 {@code input_ids}
   * and {@code attention_mask} {@code [batch, length]} in, {@code pooled} and {@code embedding}
   * out. A mean is over all tokens of the mask.
   *
   * @param tokenTypes whether it takes {@code token_type_ids} besides
   * @throws BadInput where the parameters do not fit in 2 GB
   */
  public void exportSameDiff(Path file, boolean tokenTypes) {
    ExportedGraph.write(this, tokenTypes, file);
  }

  /** Block table and graph as text, with parameters and what trains. */
  public String summary() {
    return new Summary(blocks, parameters, taps, graph).text();
  }

  /** Frees the parameters; nothing may run the program any more. */
  @Override
  public void close() {
    arena.close();
  }
}
