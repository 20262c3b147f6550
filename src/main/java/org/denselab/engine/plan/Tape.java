package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.denselab.engine.plan.product.MatmulShape;
import org.denselab.engine.plan.product.MatmulShape.Element;
import org.denselab.graph.Block;
import org.denselab.graph.Outline;
import org.denselab.graph.Value;

/**
 * Collects the steps of a plan in their order, and knows which buffer holds which value or gradient
 * at this point of it.
 */
final class Tape {
  private record FamilyKey(MatmulShape template, boolean summed) {}

  private record NumbersKey(String parameter, Element type) {}

  private final Outline program;
  private final Function<String, Numbers> numbers;
  private final Halves halves;
  private final Map<NumbersKey, Numbers> kept = new HashMap<>();
  private final Demand demand;
  private final ProductLibrary products;
  private final int threads;
  private final List<Step> steps = new ArrayList<>();
  private final List<Buffer> buffers = new ArrayList<>();
  private final Map<String, Buffer> values = new HashMap<>();
  private final Set<Buffer> shared = new HashSet<>();
  private final Map<String, Buffer> gradients = new HashMap<>();
  private final Set<String> keptGradients = new HashSet<>();
  private final Map<String, Integer> parameters = new LinkedHashMap<>();
  private final Map<FamilyKey, ProductFamily> families = new HashMap<>();
  private final Map<Object, Object> made = new HashMap<>();
  private final Remakes remakes;
  private boolean keeps = true;

  /**
   * @param numbers of the parameters
   * @param products what multiplies
   * @param half whether products multiply bf16
   * @param thrifty whether a cheap value is made again for a gradient, rather than kept
   */
  Tape(
      Outline program,
      Function<String, Numbers> numbers,
      Demand demand,
      ProductLibrary products,
      boolean half,
      boolean thrifty,
      int threads) {
    this.program = program;
    this.numbers = numbers;
    halves = new Halves(this, half);
    this.demand = demand;
    this.products = products;
    remakes = new Remakes(this, thrifty);
    this.threads = threads;
  }

  Demand demand() {
    return demand;
  }

  /** What multiplies. */
  ProductLibrary products() {
    return products;
  }

  int threads() {
    return threads;
  }

  List<Step> steps() {
    return steps;
  }

  List<Buffer> buffers() {
    return buffers;
  }

  /** Names of the parameters that get a gradient, by number. */
  List<String> parameters() {
    return List.copyOf(parameters.keySet());
  }

  /** From now on nothing is kept for a gradient, or again. */
  void keep(boolean keep) {
    keeps = keep;
  }

  /** Whether what a block's gradient needs is to be kept. */
  boolean keeps(Block block) {
    return keeps && demand.differentiates(block);
  }

  void add(Step step) {
    steps.add(step);
    halves.forget(step);
  }

  Buffer buffer(String name, Extent extent) {
    var buffer = new Buffer(buffers.size(), name, extent);
    buffers.add(buffer);
    return buffer;
  }

  /** What is in bf16. */
  Halves halves() {
    return halves;
  }

  /** What is made again for gradients. */
  Remakes remakes() {
    return remakes;
  }

  /** Whether the buffer of a value holds it for one block alone, under whatever name. */
  boolean isOwn(Value value) {
    return demand.readOnce(value) && !shared.contains(value(value));
  }

  /** A parameter's values as they are stored. */
  Numbers stored(String parameter) {
    return kept.computeIfAbsent(new NumbersKey(parameter, null), _ -> numbers.apply(parameter));
  }

  /** The same in another type, in memory of their own if need be. */
  Numbers stored(String parameter, Element type) {
    Numbers stored = stored(parameter);
    return kept.computeIfAbsent(new NumbersKey(parameter, type), _ -> stored.as(type));
  }

  /** Address of a parameter's values in fp32: for small ones, of which halves are widened once. */
  long address(String parameter) {
    return stored(parameter, Element.FP32).address();
  }

  /** Bytes of parameters' values that had to be converted. */
  long convertedBytes() {
    return kept.entrySet().stream()
        .filter(
            e -> e.getKey().type() != null && !e.getValue().equals(stored(e.getKey().parameter())))
        .mapToLong(e -> e.getValue().memory().byteSize())
        .sum();
  }

  /** What steps read besides buffers; the plan keeps it alive. */
  List<Numbers> numbers() {
    return List.copyOf(kept.values());
  }

  /** Rows of a parameter. */
  int rows(String parameter) {
    return Math.toIntExact(program.parameter(parameter).rows());
  }

  /** The number of a parameter's gradient. */
  int gradient(String parameter) {
    return parameters.computeIfAbsent(parameter, _ -> parameters.size());
  }

  /** Rows of a product that are given at run time: those of the result, or those summed over. */
  ProductFamily family(MatmulShape template, boolean summed, int most) {
    return families.computeIfAbsent(
        new FamilyKey(template, summed),
        _ -> new ProductFamily(families.size(), template, summed, most));
  }

  /** What several blocks share: made, with its steps, where the first of them asks. */
  @SuppressWarnings("unchecked") // a key is of one kind of thing
  <T> T once(Object key, Supplier<T> make) {
    if (!made.containsKey(key)) made.put(key, make.get());
    return (T) made.get(key);
  }

  /** The buffer of a value that was made before. */
  Buffer value(Value value) {
    return values.get(value.name());
  }

  /** A new buffer for a value that everybody reads in bf16. */
  Buffer makeHalf(Value value) {
    Buffer made = halves.buffer(value.name(), value.rows(), value.width());
    values.put(value.name(), made);
    return made;
  }

  /** A new buffer for a value, in bf16 where everybody who reads it can do with that. */
  Buffer makeAsRead(Value value) {
    return halves.suffices(value) ? makeHalf(value) : make(value);
  }

  /** A new buffer for a value. */
  Buffer make(Value value) {
    Buffer made = buffer(value.name(), Extent.rows(value.rows(), value.width()));
    values.put(value.name(), made);
    return made;
  }

  /** Makes {@code output} live where {@code input} does, with the same content. */
  void alias(Value input, Value output) {
    values.put(output.name(), value(input));
    remakes.alias(input, output);
    if (!demand.readOnce(input)) shared.add(value(input));
  }

  /** A buffer for {@code output}: that of {@code input} where nobody else reads it. */
  Buffer makeOver(Value input, Value output) {
    Buffer own = value(input);
    if (!isOwn(input)) return halves.is(own) ? makeHalf(output) : make(output);
    values.put(output.name(), own);
    return own;
  }

  /** The whole gradient by a value, once every reader of the value has added to it. */
  Buffer gradient(Value value) {
    return gradients.get(value.name());
  }

  /** Where a gradient goes that only one block gives, and everybody reads in bf16. */
  Target intoHalf(Value input) {
    Buffer made = halves.buffer("d " + input.name(), input.rows(), input.width());
    gradients.put(input.name(), made);
    return new Target(made, false);
  }

  /** As {@link #into}, in bf16 where that suffices. */
  Target intoAsRead(Value input) {
    return halves.gradientSuffices(input) ? intoHalf(input) : into(input);
  }

  /** Where a gradient by {@code input} goes. */
  Target into(Value input) {
    Buffer found = gradients.get(input.name());
    if (found != null) return new Target(found, true);
    Buffer made = buffer("d " + input.name(), Extent.rows(input.rows(), input.width()));
    gradients.put(input.name(), made);
    return new Target(made, false);
  }

  /**
   * As {@link #into}, for the last step that reads the gradient by {@code output}: it may be
   * overwritten where {@code input} has no gradient yet and nobody asks for that by output.
   */
  Target over(Value output, Value input) {
    Buffer own = gradients.get(output.name());
    // whoever reads a gradient after the pass reads fp32
    boolean readAfterwards = keepsGradient(output) || (halves.is(own) && keepsGradient(input));
    if (gradients.containsKey(input.name()) || readAfterwards) return into(input);
    gradients.put(input.name(), own);
    return new Target(own, false);
  }

  boolean keepsGradient(Value value) {
    return keptGradients.contains(value.name());
  }

  /** The gradient by a value is read after the backward pass. */
  void keepGradient(Value value) {
    keptGradients.add(value.name());
  }
}
