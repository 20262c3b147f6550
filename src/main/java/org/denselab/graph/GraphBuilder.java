package org.denselab.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.graph.ParameterSpec.Initial;
import org.denselab.weights.TensorSource;

/**
 * Declares a program block by block. Names are HuggingFace module paths; parameters are named
 * {@code module.weight} and {@code module.bias}. Nothing is allocated before {@link #build}.
 */
public final class GraphBuilder {
  private final Map<String, Block> blocks = new LinkedHashMap<>();
  private final Map<String, ParameterSpec> parameters = new LinkedHashMap<>();
  private final Map<String, Value> taps = new LinkedHashMap<>();
  private boolean bidirectional;

  /** From here on attention sees whole sequences, where it would be causal. */
  public GraphBuilder bidirectional() {
    bidirectional = true;
    return this;
  }

  /** The sum of one row of each table per token {@code [tokens, width]}. */
  public Value embedding(String name, int width, Lookup... lookups) {
    for (Lookup lookup : lookups) parameter(lookup.table(), Initial.NORMAL, lookup.rows(), width);
    var output = new Value(name, Value.Rows.TOKENS, width);
    return append(new Block.Embedding(name, List.of(lookups), output));
  }

  /** {@code x Wᵀ + b} to {@code out} columns. */
  public Value linear(String name, Value x, int out) {
    String weight = parameter(name + ".weight", Initial.NORMAL, out, x.width());
    String bias = parameter(name + ".bias", Initial.ZEROS, out);
    var output = new Value(name, x.rows(), out);
    return append(new Block.Linear(name, x, weight, Optional.of(bias), output));
  }

  /** {@code x Wᵀ}, without bias. */
  public Value projection(String name, Value x, int out) {
    String weight = parameter(name + ".weight", Initial.NORMAL, out, x.width());
    var output = new Value(name, x.rows(), out);
    return append(new Block.Linear(name, x, weight, Optional.empty(), output));
  }

  public Value layerNorm(String name, Value x, double eps) {
    String weight = parameter(name + ".weight", Initial.ONES, x.width());
    String bias = parameter(name + ".bias", Initial.ZEROS, x.width());
    return append(new Block.LayerNorm(name, x, weight, bias, eps, x.named(name)));
  }

  /** {@code x / sqrt(mean(x²) + eps) * weight}. */
  public Value rmsNorm(String name, Value x, double eps) {
    String weight = parameter(name + ".weight", Initial.ONES, x.width());
    return append(new Block.RmsNorm(name, x, weight, false, eps, x.named(name)));
  }

  /** {@code x / sqrt(mean(x²) + eps) * (1 + weight)}. */
  public Value rmsNormOnePlus(String name, Value x, double eps) {
    String weight = parameter(name + ".weight", Initial.ZEROS, x.width());
    return append(new Block.RmsNorm(name, x, weight, true, eps, x.named(name)));
  }

  /** {@code x * factor}. */
  public Value scale(String name, Value x, double factor) {
    return append(new Block.Scale(name, x, factor, x.named(name)));
  }

  /** The element-wise product. */
  public Value multiply(String name, Value left, Value right) {
    requireSame(name, "multiply", left, right);
    return append(new Block.Multiply(name, left, right, left.named(name)));
  }

  /** Turns every head of {@code x} by its token's position. */
  public Value rotary(String name, Value x, int headWidth, RotaryFrequencies frequencies) {
    if (x.width() % headWidth != 0 || 2 * frequencies.pairs() > headWidth)
      throw new IllegalArgumentException(
          name + ": cannot turn " + frequencies.pairs() + " pairs of heads of " + headWidth);
    return append(new Block.Rotary(name, x, headWidth, frequencies, x.named(name)));
  }

  /**
   * A table of biases by distance that attention blocks share.
   *
   * @param module its weight is {@code [buckets, heads]}
   */
  public RelativeBias relativeBias(
      String module, int heads, int buckets, int maxDistance, boolean bidirectional) {
    String table = parameter(module + ".weight", Initial.NORMAL, buckets, heads);
    return new RelativeBias(table, buckets, maxDistance, bidirectional);
  }

  /** Attention within each sequence. */
  public Value attention(
      String name, Value q, Value k, Value v, AttentionShape shape, double dropout) {
    return attention(name, q, k, v, shape, Optional.empty(), dropout);
  }

  /** Attention with a bias by distance. */
  public Value attention(
      String name,
      Value q,
      Value k,
      Value v,
      AttentionShape shape,
      Optional<RelativeBias> bias,
      double dropout) {
    if (q.width() != shape.queryWidth()
        || k.width() != shape.keyWidth()
        || v.width() != shape.keyWidth())
      throw new IllegalArgumentException(
          name + ": " + q + ", " + k + " and " + v + " do not fit " + shape);
    AttentionShape seen = bidirectional ? shape.bidirectional() : shape;
    return append(new Block.Attention(name, q, k, v, seen, bias, dropout, q.named(name)));
  }

  public Value activation(String name, Value x, Nonlinearity function) {
    return append(new Block.Activation(name, x, function, x.named(name)));
  }

  public Value add(String name, Value left, Value right) {
    requireSame(name, "add", left, right);
    return append(new Block.Add(name, left, right, left.named(name)));
  }

  /** Dropout in training; no block at rate 0. */
  public Value dropout(String name, Value x, double rate) {
    return rate == 0 ? x : append(new Block.Dropout(name, x, rate, x.named(name)));
  }

  /** Token vectors to one vector a sequence. */
  public Value pool(String name, Value x, Pooling pooling) {
    var output = new Value(name, Value.Rows.SEQUENCES, x.width());
    return append(new Block.Pool(name, x, pooling, output));
  }

  /** Rows scaled to length 1. */
  public Value normalize(String name, Value x) {
    return append(new Block.Normalize(name, x, x.named(name)));
  }

  /** Makes a value readable under a second name. */
  public void tap(String name, Value value) {
    taps.put(name, value);
  }

  /** What {@link #build} needs, in the order declared. */
  public List<ParameterSpec> parameters() {
    return List.copyOf(parameters.values());
  }

  /**
   * Names of the linear modules that LoRA targets mean, before anything is built.
   *
   * @throws org.denselab.base.BadInput where a target matches none
   */
  public List<String> loraModules(List<String> targets) {
    return new LoraTargets(List.copyOf(blocks.values()))
        .find(targets).stream().map(Block::name).toList();
  }

  /** What {@link #build} would compute, everything trainable. */
  public Outline outline() {
    return Outline.of(List.copyOf(blocks.values()), taps, parameters());
  }

  /**
   * Compiles the blocks to a program.
   *
   * @param weights must hold exactly the declared parameters, fp32, bf16, fp16 or fp64; read, not
   *     kept
   * @throws org.denselab.base.BadInput listing every tensor that is missing, unknown or mis-shaped
   */
  public Program build(TensorSource weights) {
    return Program.load(List.copyOf(blocks.values()), taps, parameters(), weights);
  }

  private static void requireSame(String name, String verb, Value left, Value right) {
    if (left.rows() != right.rows() || left.width() != right.width())
      throw new IllegalArgumentException(name + ": cannot " + verb + " " + left + " and " + right);
  }

  private Value append(Block block) {
    if (blocks.putIfAbsent(block.name(), block) != null)
      throw new IllegalArgumentException("two blocks are named " + block.name());
    return block.output();
  }

  private String parameter(String name, Initial initial, long... shape) {
    if (parameters.putIfAbsent(name, new ParameterSpec(name, shape, initial)) != null)
      throw new IllegalArgumentException("two parameters are named " + name);
    return name;
  }
}
