package org.denselab.study.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.eval.significance.Claim;
import org.denselab.eval.significance.Differences;
import org.denselab.eval.significance.HierarchicalBootstrap;
import org.denselab.eval.significance.Holm;
import org.denselab.eval.significance.Interval;
import org.denselab.eval.significance.PairedTTest;
import org.denselab.eval.significance.UnpairedTTest;
import org.denselab.eval.significance.Verdict;
import org.denselab.study.stage.ProbeCurves.At;
import org.denselab.study.stage.ProbeCurves.Model;
import org.denselab.study.stage.ProbeCurves.Point;

/**
 * Each model against its group's base, probe by probe: a paired t-test over queries, each a mean
 * over seeds, Holm's correction over all groups, poolings, candidates, layers and models. As
 * published: unpaired tests, and Bonferroni's correction for the layers of one curve.
 */
final class ProbeTests {
  private static final long SEED = 1;

  private final ProbesStage.Rules rules;
  private final List<ProbeCurves> curves;
  private final Map<Compared, Tested> tested = new LinkedHashMap<>();

  /** Which comparison. */
  record Compared(int curves, int model, At at) {}

  /**
   * What came out.
   *
   * @param difference of accuracies, model less base
   * @param interval of the difference over seeds and queries
   * @param p corrected
   * @param equal whether it is within the margin: holds, fails or undecided
   */
  record Tested(double difference, Interval interval, double p, Verdict equal) {
    boolean significant(double level) {
      return p < level;
    }
  }

  ProbeTests(ProbesStage.Rules rules, List<ProbeCurves> curves) {
    this.rules = rules;
    this.curves = List.copyOf(curves);
    List<Compared> family = new ArrayList<>();
    for (int c = 0; c < curves.size(); c++) family.addAll(comparisons(c));
    double[] p = family.stream().mapToDouble(this::p).toArray();
    double[] corrected = rules.asPublished() ? bonferroni(family, p) : Holm.adjust(p);
    for (int i = 0; i < p.length; i++)
      tested.put(family.get(i), outcome(family.get(i), corrected[i]));
  }

  List<ProbeCurves> curves() {
    return curves;
  }

  /** Number of p-values. */
  int family() {
    return tested.size();
  }

  /** Null where the model is the base, or there is none. */
  Tested of(int curves, int model, At at) {
    return tested.get(new Compared(curves, model, at));
  }

  private List<Compared> comparisons(int number) {
    ProbeCurves one = curves.get(number);
    List<Compared> comparisons = new ArrayList<>();
    if (one.base() < 0) return comparisons;
    Model base = one.models().get(one.base());
    for (int m = 0; m < one.models().size(); m++)
      if (m != one.base())
        for (At at : one.models().get(m).points().keySet())
          if (ProbesStage.compared(at.kind()) && base.points().containsKey(at))
            comparisons.add(new Compared(number, m, at));
    return comparisons;
  }

  private Point point(Compared which, boolean base) {
    ProbeCurves one = curves.get(which.curves());
    return one.models().get(base ? one.base() : which.model()).points().get(which.at());
  }

  private double p(Compared which) {
    Point model = point(which, false);
    Point base = point(which, true);
    if (rules.asPublished()) return UnpairedTTest.p(all(model), all(base));
    return new PairedTTest().test(difference(model, base).perQuery()).p();
  }

  private static double[] all(Point point) {
    return Arrays.stream(point.correct().bySeed()).flatMapToDouble(Arrays::stream).toArray();
  }

  private static Differences difference(Point model, Point base) {
    return Differences.sum(List.of(model.correct(), base.correct()), 1, -1);
  }

  /** By the number of layers that one curve has. */
  private static double[] bonferroni(List<Compared> family, double[] p) {
    double[] corrected = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      Compared own = family.get(i);
      long layers =
          family.stream()
              .filter(
                  other ->
                      other.curves() == own.curves()
                          && other.model() == own.model()
                          && other.at().candidates() == own.at().candidates())
              .count();
      corrected[i] = Math.min(1, layers * p[i]);
    }
    return corrected;
  }

  private Tested outcome(Compared which, double p) {
    var resampled =
        new HierarchicalBootstrap(rules.resamples(), SEED)
            .of(difference(point(which, false), point(which, true)));
    return new Tested(
        resampled.estimate(),
        resampled.interval(1 - rules.level()),
        p,
        new Claim.NoDifference(rules.margin()).judge(resampled, rules.level()));
  }
}
