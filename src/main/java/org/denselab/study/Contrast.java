package org.denselab.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.denselab.eval.significance.Differences;

/**
 * A sum of differences between arms of one task, by seed and query.
 *
 * @param seeds that the differences are means over; 0 where none draws at random
 */
record Contrast(String task, int seeds, List<Differences> parts) {
  /** The first of {@code plus} less the first of {@code minus}, and so on. */
  static Contrast of(String task, List<Arm> plus, List<Arm> minus) {
    List<Differences> parts = new ArrayList<>();
    int seeds = 0;
    for (int i = 0; i < plus.size(); i++) {
      var metric = plus.get(i).row().task().task().metric().toString();
      var contest = new Contest(plus.get(i), minus.get(i), metric);
      seeds = Math.max(seeds, contest.seeds());
      parts.add(contest.differences());
    }
    return new Contrast(task, seeds, parts);
  }

  /** Their mean over tasks; what no seed changes is the same for all seeds of the others. */
  static Tester.Outcome test(Tester tester, List<Contrast> contrasts) {
    int seeds = contrasts.stream().mapToInt(Contrast::seeds).max().orElseThrow();
    return tester.test(contrasts.stream().map(c -> c.sum(Math.max(1, seeds))).toList(), seeds);
  }

  private Differences sum(int over) {
    double[] ones = new double[parts.size()];
    Arrays.fill(ones, 1);
    return Differences.sum(parts.stream().map(part -> part.forEach(over)).toList(), ones);
  }
}
