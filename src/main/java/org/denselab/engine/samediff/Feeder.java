package org.denselab.engine.samediff;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.denselab.base.BadInput;
import org.denselab.engine.Batch;
import org.denselab.engine.DropoutMask;
import org.denselab.graph.Block;
import org.denselab.graph.Inputs;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.denselab.graph.RelativeBias;
import org.denselab.graph.ShapeInput;

/** What a program's graph is fed besides embedding rows: shapes, and values a batch. */
final class Feeder {
  private static final float PADDING = -1e9f;

  /** A row of 32 numbers for each pair of tokens: 33 MB at this length, and it grows squarely. */
  private static final int MOST_RELATIVE = 512;

  /** Shape for a padded batch, and how to fill an array of it. */
  record Feed(Shape shape, Fill fill) {}

  interface Shape {
    long[] of(Padded padded);
  }

  interface Fill {
    void into(Padded padded, float[] values);
  }

  private Feeder() {}

  /** The fp32 placeholders by name. */
  static Map<String, Feed> feeds(Program program) {
    var feeds = new LinkedHashMap<String, Feed>();
    for (Block block : program.blocks())
      switch (block) {
        case Block.Attention b -> attention(b, feeds);
        case Block.Rotary b -> {
          feeds.put(Inputs.cosines(b), rotary(b, Math::cos));
          feeds.put(Inputs.sines(b), rotary(b, Math::sin));
        }
        case Block.Pool b ->
            feeds.put(
                Inputs.poolingWeights(b),
                new Feed(
                    p -> new long[] {p.size(), 1, p.length()},
                    (p, values) -> poolingWeights(b.pooling(), p, values)));
        case Block.Dropout b ->
            feeds.put(Inputs.mask(b), rowMask(b.name(), b.rate(), b.output().width()));
        case Block.Lora b -> {
          if (b.dropout() > 0)
            feeds.put(Inputs.mask(b), rowMask(b.name(), b.dropout(), b.input().width()));
        }
        case Block.Embedding _,
            Block.Linear _,
            Block.LayerNorm _,
            Block.RmsNorm _,
            Block.Scale _,
            Block.Multiply _,
            Block.Activation _,
            Block.Add _,
            Block.Normalize _ -> {}
      }
    return feeds;
  }

  /** The int64 placeholders, which depend on the shape alone. */
  static Map<String, long[]> shapes(Program program, Padded padded) {
    var shapes = new LinkedHashMap<String, long[]>();
    for (Block block : program.blocks())
      for (ShapeInput shape : Inputs.shapes(block))
        shapes.put(shape.name(), shape.value(padded.size(), padded.length()));
    return shapes;
  }

  private static void attention(Block.Attention b, Map<String, Feed> feeds) {
    feeds.put(
        Inputs.attentionBias(b),
        b.shape().causal()
            ? new Feed(p -> new long[] {p.size(), 1, p.length(), p.length()}, Feeder::causalBias)
            : new Feed(p -> new long[] {p.size(), 1, 1, p.length()}, Feeder::attentionBias));
    if (b.bias().isPresent()) {
      RelativeBias bias = b.bias().get();
      feeds.put(
          Inputs.relativeBuckets(bias),
          new Feed(
              p -> new long[] {(long) p.length() * p.length(), bias.buckets()},
              (p, values) -> relativeBuckets(bias, p, values)));
      feeds.put(
          Inputs.SEQUENCE_ONES,
          new Feed(p -> new long[] {p.size(), 1}, (_, values) -> Arrays.fill(values, 1)));
    }
    if (b.dropout() > 0)
      feeds.put(
          Inputs.mask(b),
          new Feed(
              p -> new long[] {p.size(), b.shape().heads(), p.length(), p.length()},
              (p, values) -> attentionMask(b, p, values)));
  }

  private static void attentionBias(Padded padded, float[] bias) {
    for (int i = 0; i < padded.size(); i++) {
      int tokens = tokens(padded, i);
      for (int t = 0; t < padded.length(); t++)
        bias[i * padded.length() + t] = t < tokens ? 0 : PADDING;
    }
  }

  private static void causalBias(Padded padded, float[] bias) {
    int length = padded.length();
    for (int row = 0; row < padded.rows(); row++) {
      int seen = Math.min(tokens(padded, row / length), row % length + 1);
      Arrays.fill(bias, row * length, row * length + seen, 0);
      Arrays.fill(bias, row * length + seen, (row + 1) * length, PADDING);
    }
  }

  private static int tokens(Padded padded, int member) {
    return member < padded.members().length ? padded.ids(member).length : 0;
  }

  private static void relativeBuckets(RelativeBias bias, Padded padded, float[] chosen) {
    int length = padded.length();
    if (length > MOST_RELATIVE)
      throw new BadInput(
          "engine: samediff computes relative position biases of at most "
              + (MOST_RELATIVE + " tokens a sequence; shorten the texts or write engine: plan"));
    Arrays.fill(chosen, 0);
    for (int query = 0; query < length; query++)
      for (int key = 0; key < length; key++)
        chosen[(query * length + key) * bias.buckets() + bias.bucket(key - query)] = 1;
  }

  /** The same for every member: turns depend on the place alone. */
  private static Feed rotary(Block.Rotary block, DoubleUnaryOperator function) {
    int width = block.input().width();
    return new Feed(
        p -> new long[] {p.rows(), width},
        (p, values) -> {
          for (int t = 0; t < p.length(); t++)
            for (int i = 0; i < block.headWidth(); i++) {
              double angle = block.frequencies().angle(i, t);
              values[t * width + i] = (float) function.applyAsDouble(angle);
            }
          for (int t = 0; t < p.length(); t++)
            for (int head = 1; head < block.heads(); head++) {
              int to = t * width + head * block.headWidth();
              System.arraycopy(values, t * width, values, to, block.headWidth());
            }
          int sequence = p.length() * width;
          for (int i = 1; i < p.size(); i++)
            System.arraycopy(values, 0, values, i * sequence, sequence);
        });
  }

  private static void poolingWeights(Pooling pooling, Padded padded, float[] weights) {
    Arrays.fill(weights, 0);
    for (int i = 0; i < padded.members().length; i++) {
      int first = i * padded.length();
      int tokens = padded.ids(i).length;
      switch (pooling) {
        case CLS -> weights[first] = 1;
        case LAST -> weights[first + tokens - 1] = 1;
        case MEAN -> {
          int from = padded.batch().pooledFrom(padded.members()[i]);
          Arrays.fill(weights, first + from, first + tokens, 1f / (tokens - from));
        }
      }
    }
  }

  private static Feed rowMask(String site, double rate, int width) {
    return new Feed(
        p -> new long[] {p.rows(), width},
        (p, factors) -> {
          if (silent(p.batch().noise(), factors)) return;
          var mask = new DropoutMask(p.batch().noise(), site, rate);
          eachMember(
              p,
              i -> {
                for (int t = 0; t < p.ids(i).length; t++)
                  mask.fill(p.members()[i], 0, t, factors, (i * p.length() + t) * width, width);
              });
        });
  }

  private static void attentionMask(Block.Attention block, Padded padded, float[] factors) {
    if (silent(padded.batch().noise(), factors)) return;
    var mask = new DropoutMask(padded.batch().noise(), block.name(), block.dropout());
    int length = padded.length();
    eachMember(
        padded,
        i -> {
          for (int h = 0; h < block.shape().heads(); h++)
            for (int t = 0; t < padded.ids(i).length; t++) {
              int row = (i * block.shape().heads() + h) * length + t;
              mask.fill(padded.members()[i], h, t, factors, row * length, padded.ids(i).length);
            }
        });
  }

  /** Hashes are most of the work of a mask, and no two members write the same place. */
  private static void eachMember(Padded padded, IntConsumer work) {
    IntStream.range(0, padded.members().length).parallel().forEach(work);
  }

  private static boolean silent(Batch.Noise noise, float[] factors) {
    Arrays.fill(factors, noise.active() ? 0 : 1);
    return !noise.active();
  }
}
