package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Steps in a row that have nothing to do with each other, as the gradients by a product's two
 * factors: threads need not wait between them.
 */
final class Groups {
  private Groups() {}

  /**
   * The steps, each marked that may begin beside the one before. In a group those come first that
   * add to gradients: of few and long items, which others' short ones then fill up.
   */
  static List<Step> of(List<Step> steps) {
    var marked = new ArrayList<Step>();
    var group = new ArrayList<Step>();
    for (Step step : steps) {
      if (group.stream().anyMatch(step::meets)) {
        marked.addAll(inOrder(group));
        group.clear();
      }
      group.add(step);
    }
    marked.addAll(inOrder(group));
    return marked;
  }

  private static List<Step> inOrder(List<Step> group) {
    var ordered = new ArrayList<>(group);
    ordered.sort(Comparator.comparing(step -> step.gradient() == Step.NONE));
    ordered.replaceAll(step -> step == ordered.getFirst() ? step : step.besideThat());
    return ordered;
  }

  /** For each step the first and the last of its group, as indices. */
  static int[][] bounds(List<Step> steps) {
    var first = new int[steps.size()];
    var last = new int[steps.size()];
    for (int s = 0; s < first.length; s++) first[s] = steps.get(s).beside() ? first[s - 1] : s;
    for (int s = first.length - 1; s >= 0; s--)
      last[s] = s + 1 < first.length && steps.get(s + 1).beside() ? last[s + 1] : s;
    return new int[][] {first, last};
  }
}
