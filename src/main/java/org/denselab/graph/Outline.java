package org.denselab.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a program computes, apart from its numbers: block table, taps, and shapes of the parameters.
 * Nothing is allocated, so that memory can be planned for a backbone that this machine cannot hold.
 *
 * @param blocks in an order in which they can be computed
 * @param parameters by name, in the program's order
 */
public record Outline(List<Block> blocks, Map<String, Value> taps, Map<String, Slot> parameters) {
  /**
   * A parameter without its values.
   *
   * @param rows the first dimension
   * @param bytes that its values take: 4 an element, or 2 where halves are kept as stored
   */
  public record Slot(long rows, long elements, long bytes, boolean trainable) {
    static Slot fp32(long rows, long elements, boolean trainable) {
      return new Slot(rows, elements, 4 * elements, trainable);
    }

    private Slot frozen() {
      return new Slot(rows, elements, bytes, false);
    }
  }

  public Outline {
    blocks = List.copyOf(blocks);
    taps = Collections.unmodifiableMap(new LinkedHashMap<>(taps));
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  static Outline of(List<Block> blocks, Map<String, Value> taps, List<ParameterSpec> specs) {
    var slots = new LinkedHashMap<String, Slot>();
    for (ParameterSpec spec : specs)
      slots.put(spec.name(), Slot.fp32(spec.shape()[0], spec.elements(), true));
    return new Outline(blocks, taps, slots);
  }

  /** The value behind a tap or a block's name. */
  public Value tap(String name) {
    return tap(name, taps, blocks);
  }

  static Value tap(String name, Map<String, Value> taps, List<Block> blocks) {
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

  public Slot parameter(String name) {
    Slot found = parameters.get(name);
    if (found == null) throw new IllegalArgumentException("no parameter is named " + name);
    return found;
  }

  /** Elements of all parameters. */
  public long elements() {
    return parameters.values().stream().mapToLong(Slot::elements).sum();
  }

  /** Elements of the parameters that train. */
  public long trainableElements() {
    return parameters.values().stream().filter(Slot::trainable).mapToLong(Slot::elements).sum();
  }

  /** Bytes of all values: what trains is fp32, whatever its file holds. */
  public long bytes() {
    return parameters.values().stream()
        .mapToLong(slot -> slot.trainable() ? 4 * slot.elements() : slot.bytes())
        .sum();
  }

  /**
   * The same with values as a checkpoint stores them.
   *
   * @param half whether the parameter of a name is bf16 or fp16
   */
  public Outline stored(Predicate<String> half) {
    var now = new LinkedHashMap<>(parameters);
    now.replaceAll(
        (name, slot) ->
            half.test(name)
                ? new Slot(slot.rows(), slot.elements(), 2 * slot.elements(), slot.trainable())
                : slot);
    return new Outline(blocks, taps, now);
  }

  /** The same with the values of some parameters in fp32. */
  public Outline widened(Predicate<String> wide) {
    var now = new LinkedHashMap<>(parameters);
    now.replaceAll(
        (name, slot) ->
            wide.test(name) ? Slot.fp32(slot.rows(), slot.elements(), slot.trainable()) : slot);
    return new Outline(blocks, taps, now);
  }

  /** As {@link Program#freeze}. */
  public Outline frozen(Predicate<String> name) {
    var now = new LinkedHashMap<>(parameters);
    now.replaceAll((key, slot) -> name.test(key) ? slot.frozen() : slot);
    return new Outline(blocks, taps, now);
  }

  /**
   * As {@link Program#lora(Lora)}.
   *
   * @throws org.denselab.base.BadInput where a target matches no linear module
   */
  public Outline lora(Lora lora) {
    Set<Block> targets = new HashSet<>(new LoraTargets(blocks).find(lora.targets()));
    var slots = new LinkedHashMap<>(frozen(_ -> true).parameters);
    List<Block> now = new ArrayList<>();
    Map<Value, Value> behind = new HashMap<>(); // a value is made before it is read
    var redirect = new Redirect(behind);
    for (Block block : blocks) {
      Block present = redirect.apply(block);
      now.add(present);
      if (!targets.contains(block) || !(present instanceof Block.Linear linear)) continue;
      Block.Lora adapter = lora.beside(linear);
      now.add(adapter);
      behind.put(linear.output(), adapter.output());
      long in = linear.input().width();
      long out = linear.output().width();
      slots.put(adapter.a(), Slot.fp32(lora.rank(), lora.rank() * in, true));
      slots.put(adapter.b(), Slot.fp32(out, out * lora.rank(), true));
    }
    var moved = new LinkedHashMap<>(taps);
    moved.replaceAll((_, value) -> behind.getOrDefault(value, value));
    return new Outline(now, moved, slots);
  }

  static Block.Linear linear(List<Block> blocks, String name) {
    for (Block block : blocks)
      if (block instanceof Block.Linear linear && linear.name().equals(name)) return linear;
    throw new IllegalStateException("no linear block is named " + name);
  }
}
