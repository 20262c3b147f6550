package org.denselab.dsl;

import java.util.List;
import java.util.Optional;
import org.denselab.dsl.schema.Checked.Findings;

/** Whether window, depth and counts of mining fit each other. */
record MiningChecks(int keep, int depth, List<Integer> window, Optional<Integer> count) {
  void run(Findings at) {
    int first = window.getFirst();
    int last = window.getLast();
    if (last < first)
      at.problem("window", "the window ends at rank " + last + " before it begins at " + first);
    if (last > depth)
      at.problem("window", "the window ends at rank " + last + " of depth " + depth);
    if (last < first) return;
    int ranks = last - first + 1;
    int stored = count.orElse(ranks);
    if (stored > ranks)
      at.problem("count", "count " + stored + " of a window of " + ranks + " ranks");
    if (keep > Math.min(stored, ranks))
      at.problem(
          "keep",
          keep
              + " negatives are kept of "
              + (count.isPresent() && stored <= ranks
                  ? "count " + stored
                  : "a window of " + ranks + " ranks"));
  }
}
