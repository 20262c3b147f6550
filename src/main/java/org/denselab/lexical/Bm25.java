package org.denselab.lexical;

import org.denselab.base.BadInput;

/**
 * BM25's two parameters.
 *
 * @param k1 saturation of term frequency, 0 or above
 * @param b share of length normalisation, from 0 to 1
 */
public record Bm25(float k1, float b) {
  /** Anserini's values for passages. */
  public static final Bm25 DEFAULT = new Bm25(0.9f, 0.4f);

  public Bm25 {
    if (!(k1 >= 0) || Float.isInfinite(k1))
      throw new BadInput("bm25: k1 is " + k1 + ", not 0 or above");
    if (!(b >= 0 && b <= 1)) throw new BadInput("bm25: b is " + b + ", not from 0 to 1");
  }
}
