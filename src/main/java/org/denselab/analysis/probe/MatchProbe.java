package org.denselab.analysis.probe;

import java.util.stream.IntStream;
import org.denselab.base.Seeds;

/**
 * A linear scorer of query and passage, the same for every candidate, with a softmax over the
 * candidates: score = w [q, p, q*p] on standardised features. The weights of q add the same to all
 * candidates, so they are left out. Minimises cross-entropy + l2/2 |w|² to convergence.
 *
 * @param l2 weight decay
 * @param see what of the data the probe sees
 */
record MatchProbe(double l2, View see, long seed) {
  private static final Lbfgs MINIMISER = new Lbfgs(300, 1e-4);

  /** What a probe is shown. */
  enum View {
    ALL,
    /** The query is zero: all that is left is whether passages look like positives. */
    NO_QUERY,
    /** Which candidate is called the positive in training is drawn. */
    SHUFFLED_LABELS
  }

  Learned learn(Candidates data, LayerVectors vectors, int k) {
    double[] correct = new double[data.items().size()];
    double training = 0;
    boolean converged = true;
    for (int fold = 0; fold < data.folds(); fold++) {
      int held = fold;
      int[] train = items(data, item -> item.fold() != held);
      var scorer = new MatchScorer(data, vectors, train, k, see != View.NO_QUERY);
      int[] label = new int[data.items().size()];
      if (see == View.SHUFFLED_LABELS)
        for (int i : train) label[i] = Seeds.stream(seed, "probe labels", i).nextInt(k);
      var start = new double[2 * vectors.width()];
      var minimum =
          MINIMISER.from(start, (w, gradient) -> scorer.loss(w, gradient, train, label, l2));
      converged &= minimum.converged();
      training += scorer.accuracy(minimum.x(), train, label, new double[0]) / data.folds();
      int[] test = items(data, item -> item.fold() == held);
      scorer.accuracy(minimum.x(), test, new int[label.length], correct);
    }
    return new Learned(correct, training, converged);
  }

  static int[] items(Candidates data, java.util.function.Predicate<Candidates.Item> which) {
    return IntStream.range(0, data.items().size())
        .filter(i -> which.test(data.items().get(i)))
        .toArray();
  }
}
