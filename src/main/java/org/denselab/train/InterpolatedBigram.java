package org.denselab.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The baseline of language models: bigram, unigram and uniform probabilities, mixed with weights
 * that depend on how often the preceding token was seen (Jelinek and Mercer 1980; Chen and Goodman
 * 1999, section 2.2). The weights are fitted by expectation maximisation on every twentieth
 * training text, with counts from the others; then all are counted.
 */
public final class InterpolatedBigram {
  private static final int HELD_OUT = 20;
  private static final int ITERATIONS = 30;

  /** Histories are alike that were seen about as often, by powers of two. */
  private static final int KINDS = 40;

  private final int vocabulary;
  private final double[][] weights;
  private final Counts counts;

  private InterpolatedBigram(int vocabulary, double[][] weights, Counts counts) {
    this.vocabulary = vocabulary;
    this.weights = weights;
    this.counts = counts;
  }

  /**
   * @param texts token ids, in an order that has no meaning
   * @param vocabulary size, special tokens included
   */
  public static InterpolatedBigram of(List<int[]> texts, int vocabulary) {
    if (texts.size() < 2) throw new IllegalArgumentException("weights are fitted on a second text");
    var fitting = pick(texts, true);
    double[][] weights = fit(new Counts(pick(texts, false), vocabulary), fitting, vocabulary);
    return new InterpolatedBigram(vocabulary, weights, new Counts(texts, vocabulary));
  }

  private static List<int[]> pick(List<int[]> texts, boolean held) {
    return IntStream.range(0, texts.size())
        .filter(i -> (i % HELD_OUT == 1) == held)
        .mapToObj(texts::get)
        .toList();
  }

  private static double[][] fit(Counts counts, List<int[]> texts, int vocabulary) {
    double[][] weights = new double[KINDS][];
    for (int k = 0; k < KINDS; k++) weights[k] = new double[] {.4, .4, .2};
    for (int i = 0; i < ITERATIONS; i++) {
      // one count for each keeps a kind that fitting never met from having no weights
      double[][] shares = new double[KINDS][];
      for (int k = 0; k < KINDS; k++) shares[k] = weights[k].clone();
      for (int[] text : texts)
        for (int at = 1; at < text.length; at++) {
          int kind = counts.kind(text[at - 1]);
          double[] parts = counts.parts(text[at - 1], text[at], weights[kind], vocabulary);
          double sum = parts[0] + parts[1] + parts[2];
          for (int part = 0; part < 3; part++) shares[kind][part] += parts[part] / sum;
        }
      for (int k = 0; k < KINDS; k++) {
        double total = Arrays.stream(shares[k]).sum();
        for (int part = 0; part < 3; part++) weights[k][part] = shares[k][part] / total;
      }
    }
    return weights;
  }

  /** Of a token after another. */
  public double probability(int previous, int token) {
    double[] by = weights[counts.kind(previous)];
    return Arrays.stream(counts.parts(previous, token, by, vocabulary)).sum();
  }

  /** Mean cross entropy, in nats, of every token after the first of its text. */
  public double loss(List<int[]> texts) {
    double sum = 0;
    long tokens = 0;
    for (int[] text : texts)
      for (int at = 1; at < text.length; at++, tokens++)
        sum -= Math.log(probability(text[at - 1], text[at]));
    return sum / tokens;
  }

  /** What follows what. */
  private static final class Counts {
    private final long[] pairs;
    private final int[] times;
    private final long[] previous;
    private final long[] next;
    private final long total;

    Counts(List<int[]> texts, int vocabulary) {
      previous = new long[vocabulary];
      next = new long[vocabulary];
      long[] all =
          texts.stream()
              .flatMapToLong(
                  text ->
                      IntStream.range(1, text.length).mapToLong(at -> pair(text[at - 1], text[at])))
              .toArray();
      Arrays.parallelSort(all);
      long[] distinct = new long[all.length];
      int[] many = new int[all.length];
      int found = 0;
      for (int i = 0; i < all.length; i++) {
        if (i == 0 || all[i] != all[i - 1]) distinct[found++] = all[i];
        many[found - 1]++;
        previous[(int) (all[i] >>> 32)]++;
        next[(int) all[i]]++;
      }
      pairs = Arrays.copyOf(distinct, found);
      times = Arrays.copyOf(many, found);
      total = all.length;
    }

    private static long pair(int before, int after) {
      return (long) before << 32 | after;
    }

    int kind(int before) {
      return Long.SIZE - Long.numberOfLeadingZeros(previous[before]);
    }

    /** The three probabilities, each with its weight. */
    double[] parts(int before, int after, double[] by, int vocabulary) {
      int at = Arrays.binarySearch(pairs, pair(before, after));
      double seen = at < 0 ? 0 : (double) times[at] / previous[before];
      if (previous[before] == 0) // no bigram: its weight falls to the unigram
      return new double[] {0, (by[0] + by[1]) * next[after] / total, by[2] / vocabulary};
      return new double[] {by[0] * seen, by[1] * next[after] / total, by[2] / vocabulary};
    }
  }
}
