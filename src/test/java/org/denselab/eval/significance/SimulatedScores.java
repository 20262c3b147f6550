package org.denselab.eval.significance;

import java.util.SplittableRandom;

/**
 * Scores like nDCG@10 with one relevant passage a query: queries are easy or hard, each system has
 * its own luck with each query and each seed, and a rank past 10 scores 0. Many are 0, many 1, and
 * the two systems often tie. Without {@code effect} they are drawn alike.
 *
 * @param seedDeviation how much a seed moves all queries of a system at once, on the latent scale
 * @param effect what the system has over the baseline, on the latent scale
 */
record SimulatedScores(int seeds, int queries, double seedDeviation, double effect) {
  Differences draw(SplittableRandom random) {
    double[][] differences = new double[seeds][queries];
    double[] hard = normal(random, queries, 1.5);
    for (int side = 0; side < 2; side++) {
      double[] luck = normal(random, queries, 0.7);
      double[] quality = normal(random, seeds, seedDeviation);
      for (int s = 0; s < seeds; s++)
        for (int q = 0; q < queries; q++) {
          double own = quality[s] + luck[q] + 0.7 * random.nextGaussian();
          differences[s][q] += side == 0 ? score(hard[q] + own + effect) : -score(hard[q] + own);
        }
    }
    return new Differences(differences);
  }

  private static double score(double latent) {
    double rank = Math.floor(Math.exp(1 - latent)) + 1;
    return rank > 10 ? 0 : Math.log(2) / Math.log(1 + rank);
  }

  private static double[] normal(SplittableRandom random, int size, double deviation) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) values[i] = deviation * random.nextGaussian();
    return values;
  }
}
