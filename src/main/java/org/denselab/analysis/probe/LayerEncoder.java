package org.denselab.analysis.probe;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.denselab.base.Progress;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Matrix;
import org.denselab.graph.Pooling;
import org.denselab.text.BoundTemplate;
import org.denselab.text.TokenizedText;

/**
 * Texts to the vectors of several layers, from one pass.
 *
 * @param run reads {@link #taps}
 * @param tokens budget of a batch
 * @param padded whether texts are filled up with padding, which {@link Pooling#LAST} then reads, as
 *     published; padding is seen by attention here
 */
public record LayerEncoder(
    Executable run, BoundTemplate template, Spots spots, int tokens, boolean padded) {
  /** Layers, and how their token vectors become one. */
  public record Spots(List<Integer> layers, List<Pooling> pooling) {
    public Spots {
      layers = List.copyOf(layers);
      pooling = List.copyOf(pooling);
    }
  }

  /** One of them. */
  public record Spot(int layer, Pooling pooling) {}

  /** What the program is asked for. */
  public static List<String> taps(List<Integer> layers) {
    return layers.stream().map(LayerEncoder::tap).toList();
  }

  private static String tap(int layer) {
    return "hidden." + layer;
  }

  /** By layer and pooling, a row a text. */
  public Map<Spot, Matrix> encode(List<String> texts, Progress progress) {
    List<TokenizedText> tokenized = template.applyAll(texts);
    int[][] ids = tokenized.stream().map(text -> filled(text.ids())).toArray(int[][]::new);
    int[] order =
        IntStream.range(0, ids.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> -ids[i].length))
            .mapToInt(i -> i)
            .toArray();
    Map<Spot, Matrix> all = new LinkedHashMap<>();
    for (int from = 0; from < order.length; ) {
      int to = from;
      for (int sum = 0; to < order.length; to++) {
        sum += ids[order[to]].length;
        if (to > from && sum > tokens) break;
      }
      int[] rows = Arrays.copyOfRange(order, from, to);
      int[][] batch = Arrays.stream(rows).mapToObj(i -> ids[i]).toArray(int[][]::new);
      Map<String, Matrix> taps = run.forward(Batch.of(batch));
      for (int layer : spots.layers())
        for (Pooling pooling : spots.pooling()) {
          Matrix hidden = taps.get(tap(layer));
          Matrix into =
              all.computeIfAbsent(
                  new Spot(layer, pooling), _ -> new Matrix(ids.length, hidden.columns()));
          pool(hidden, batch, pooling, rows, tokenized, into);
        }
      progress.step(to - from);
      from = to;
    }
    return all;
  }

  private int[] filled(int[] ids) {
    if (!padded) return ids;
    var special = template.tokenizer().special();
    int pad = special.pad().orElseGet(() -> special.eos().orElse(0));
    int[] filled = Arrays.copyOf(ids, Math.max(ids.length, template.template().maxLength()));
    Arrays.fill(filled, ids.length, filled.length, pad);
    return filled;
  }

  private void pool(
      Matrix hidden,
      int[][] batch,
      Pooling pooling,
      int[] rows,
      List<TokenizedText> texts,
      Matrix into) {
    int width = hidden.columns();
    int first = 0;
    for (int b = 0; b < batch.length; b++) {
      int length = batch[b].length;
      int to = rows[b] * width;
      switch (pooling) {
        case CLS -> System.arraycopy(hidden.values(), first * width, into.values(), to, width);
        case LAST ->
            System.arraycopy(
                hidden.values(), (first + length - 1) * width, into.values(), to, width);
        case MEAN -> {
          int from = texts.get(rows[b]).pooledFrom();
          mean(hidden, first + from, length - from, into, to);
        }
      }
      first += length;
    }
  }

  private static void mean(Matrix hidden, int first, int length, Matrix into, int to) {
    int width = hidden.columns();
    for (int i = 0; i < width; i++) {
      double sum = 0;
      for (int t = 0; t < length; t++) sum += hidden.at(first + t, i);
      into.values()[to + i] = (float) (sum / length);
    }
  }
}
