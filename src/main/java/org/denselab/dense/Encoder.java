package org.denselab.dense;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Matrix;
import org.denselab.text.BoundTemplate;
import org.denselab.text.TokenizedText;

/**
 * Texts to embeddings. Texts of like length go through the program together, as many as a budget of
 * tokens allows. Bound to one thread.
 */
public final class Encoder {
  private final Executable program;
  private final String tap;
  private final BoundTemplate template;
  private final int tokens;
  private long encoded;
  private long cut;
  private long read;

  /**
   * What was encoded so far.
   *
   * @param cut texts that were longer than the template allows
   * @param tokens special tokens included, padding not
   */
  public record Counts(long texts, long cut, long tokens) {
    Counts plus(Counts other) {
      return new Counts(texts + other.texts, cut + other.cut, tokens + other.tokens);
    }

    Counts minus(Counts other) {
      return new Counts(texts - other.texts, cut - other.cut, tokens - other.tokens);
    }
  }

  /**
   * An encoder of queries or of passages.
   *
   * @param program reads {@code tap}
   * @param tokens budget of a batch; an engine that pads puts those of like length together
   */
  public Encoder(Executable program, String tap, BoundTemplate template, int tokens) {
    this.program = program;
    this.tap = tap;
    this.template = template;
    this.tokens = tokens;
  }

  public Counts counts() {
    return new Counts(encoded, cut, read);
  }

  /** One row a text. */
  public Matrix encode(List<String> texts) {
    return embed(tokenized(texts));
  }

  /** As the program reads them. The one method that may run on a thread of its own. */
  List<TokenizedText> tokenized(List<String> texts) {
    return template.applyAll(texts);
  }

  /** One row a text. */
  Matrix embed(List<TokenizedText> texts) {
    int[][] ids = texts.stream().map(TokenizedText::ids).toArray(int[][]::new);
    int[] order =
        IntStream.range(0, ids.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> -ids[i].length))
            .mapToInt(i -> i)
            .toArray();
    Matrix all = null;
    for (int from = 0; from < order.length; ) {
      int to = end(ids, order, from);
      int[][] sequences =
          IntStream.range(from, to).mapToObj(i -> ids[order[i]]).toArray(int[][]::new);
      int[] pooledFrom =
          IntStream.range(from, to).map(i -> texts.get(order[i]).pooledFrom()).toArray();
      Matrix vectors = program.forward(Batch.of(sequences, pooledFrom)).get(tap);
      int width = vectors.columns();
      if (all == null) all = new Matrix(ids.length, width);
      for (int i = from; i < to; i++)
        System.arraycopy(
            vectors.values(), (i - from) * width, all.values(), order[i] * width, width);
      from = to;
    }
    encoded += texts.size();
    for (TokenizedText text : texts) {
      read += text.length();
      if (text.cut()) cut++;
    }
    return all == null ? new Matrix(0, 0) : all;
  }

  /** Where the batch ends that begins at {@code from}. */
  private int end(int[][] ids, int[] order, int from) {
    long sum = 0;
    int to = from;
    while (to < order.length && (to == from || sum + ids[order[to]].length <= tokens))
      sum += ids[order[to++]].length;
    return to;
  }
}
