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
   * @param tokens budget of a batch: its longest sequence times its size
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
    List<TokenizedText> tokenized = template.applyAll(texts);
    int[][] ids = tokenized.stream().map(TokenizedText::ids).toArray(int[][]::new);
    int[] order =
        IntStream.range(0, ids.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> -ids[i].length))
            .mapToInt(i -> i)
            .toArray();
    Matrix all = null;
    for (int from = 0; from < order.length; ) {
      int size = Math.clamp(tokens / ids[order[from]].length, 1, order.length - from);
      int[] batch = IntStream.range(from, from + size).map(i -> order[i]).toArray();
      int[][] sequences = IntStream.of(batch).mapToObj(i -> ids[i]).toArray(int[][]::new);
      Matrix vectors = program.forward(Batch.of(sequences)).get(tap);
      int width = vectors.columns();
      if (all == null) all = new Matrix(ids.length, width);
      for (int i = 0; i < size; i++)
        System.arraycopy(vectors.values(), i * width, all.values(), batch[i] * width, width);
      from += size;
    }
    encoded += texts.size();
    for (TokenizedText text : tokenized) {
      read += text.length();
      if (text.cut()) cut++;
    }
    return all == null ? new Matrix(0, 0) : all;
  }
}
