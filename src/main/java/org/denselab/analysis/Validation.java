package org.denselab.analysis;

import java.util.List;
import java.util.Map;

/**
 * Whether data is sound, and how long its texts are.
 *
 * @param taken the path and the format that it was taken for
 * @param counts what there is, by name
 * @param broken what spoils training or evaluation: judgments of unknown passages, texts that are
 *     empty, ids that stand twice
 * @param noted what is worth knowing and breaks nothing
 * @param unit what the lengths count, such as tokens of which tokenizer
 */
public record Validation(
    String taken,
    Map<String, String> counts,
    List<String> broken,
    List<String> noted,
    String unit,
    List<Group> groups) {
  /** Quantiles of the lengths of texts of one kind, and what limits would cut. */
  public record Group(String name, long texts, Map<String, Integer> quantiles, List<Cut> cuts) {}

  /**
   * What a limit does.
   *
   * @param texts share of the texts that are cut
   * @param tokens share of all tokens that are lost
   */
  public record Cut(int limit, double texts, double tokens) {}

  public boolean sound() {
    return broken.isEmpty();
  }
}
