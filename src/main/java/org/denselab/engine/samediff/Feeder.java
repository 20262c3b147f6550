package org.denselab.engine.samediff;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.denselab.engine.Batch;
import org.denselab.engine.DropoutMask;
import org.denselab.graph.Block;
import org.denselab.graph.Inputs;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;

/** What a program's graph is fed besides embedding rows: shapes, and values a batch. */
final class Feeder {
  private static final float PADDING = -1e9f;

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
        case Block.Attention b -> {
          feeds.put(
              Inputs.ATTENTION_BIAS,
              new Feed(p -> new long[] {p.size(), 1, 1, p.length()}, Feeder::attentionBias));
          if (b.dropout() > 0)
            feeds.put(
                Inputs.mask(b),
                new Feed(
                    p -> new long[] {p.size(), b.heads(), p.length(), p.length()},
                    (p, values) -> attentionMask(b, p, values)));
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
            Block.Activation _,
            Block.Add _,
            Block.Normalize _ -> {}
      }
    return feeds;
  }

  /** The int64 placeholders, which depend on the shape alone. */
  static Map<String, long[]> shapes(Program program, Padded padded) {
    var shapes = new LinkedHashMap<String, long[]>();
    for (Block block : program.blocks()) {
      if (block instanceof Block.Attention b)
        shapes.put(
            Inputs.headsShape(b),
            new long[] {padded.size(), padded.length(), b.heads(), b.query().width() / b.heads()});
      if (block instanceof Block.Pool b)
        shapes.put(
            Inputs.sequencesShape(b),
            new long[] {padded.size(), padded.length(), b.input().width()});
    }
    return shapes;
  }

  private static void attentionBias(Padded padded, float[] bias) {
    for (int i = 0; i < padded.size(); i++) {
      int tokens = i < padded.members().length ? padded.ids(i).length : 0;
      for (int t = 0; t < padded.length(); t++)
        bias[i * padded.length() + t] = t < tokens ? 0 : PADDING;
    }
  }

  private static void poolingWeights(Pooling pooling, Padded padded, float[] weights) {
    Arrays.fill(weights, 0);
    for (int i = 0; i < padded.members().length; i++) {
      int first = i * padded.length();
      int tokens = padded.ids(i).length;
      switch (pooling) {
        case CLS -> weights[first] = 1;
        case LAST -> weights[first + tokens - 1] = 1;
        case MEAN -> Arrays.fill(weights, first, first + tokens, 1f / tokens);
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
          for (int h = 0; h < block.heads(); h++)
            for (int t = 0; t < padded.ids(i).length; t++) {
              int row = (i * block.heads() + h) * length + t;
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
