package org.denselab.train;

import java.util.Arrays;

/**
 * How frequent each token is in the training text, one count added to each: what a model knows that
 * looks at no context.
 */
public final class Unigram {
  private final double[] logProbabilities;

  /**
   * @param vocabulary size, special tokens included
   */
  public Unigram(TextWindows texts, int vocabulary) {
    long[] counts = new long[vocabulary];
    Arrays.fill(counts, 1);
    for (int i = 0; i < texts.size(); i++) for (int token : texts.get(i)) counts[token]++;
    double total = Arrays.stream(counts).sum();
    logProbabilities = Arrays.stream(counts).mapToDouble(n -> Math.log(n / total)).toArray();
  }

  /** Mean cross entropy, in nats, of the tokens that are to be predicted in a held-out text. */
  public double loss(MaskedSampler sampler, TextWindows heldOut) {
    return sampler
        .heldOut(heldOut)
        .flatMapToInt(batch -> Arrays.stream(batch.labels()))
        .mapToDouble(token -> -logProbabilities[token])
        .average()
        .orElseThrow();
  }
}
