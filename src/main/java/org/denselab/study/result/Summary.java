package org.denselab.study.result;

import java.util.List;
import java.util.Map;

/**
 * What holds over several tasks or sizes.
 *
 * @param kind what it is of
 * @param claim in words, such as {@code dense-lora beats dense-full on the mean of 3 tasks}
 * @param arm the row, or what its rows over the sizes have in common, and {@code baseline} likewise
 * @param metric each task's own where they differ
 * @param tasks those that entered
 * @param noSignal those that did not, and why
 * @param evidence of the mean difference, or of its slope for ten times the size
 * @param caveat why nothing is decided, where that has another reason than its own test; or empty
 */
public record Summary(
    Kind kind,
    String claim,
    String arm,
    String baseline,
    String split,
    String metric,
    List<String> tasks,
    Map<String, String> noSignal,
    Evidence evidence,
    String caveat) {
  /** What a summary is of. */
  public enum Kind {
    MEAN,
    SLOPE
  }

  public Summary {
    tasks = List.copyOf(tasks);
  }
}
