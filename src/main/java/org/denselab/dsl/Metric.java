package org.denselab.dsl;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A metric by trec_eval's names.
 *
 * @param cutoff the k of {@code @k}, empty for the whole ranking
 * @param relevance the smallest grade that counts as relevant
 */
public record Metric(Measure measure, OptionalInt cutoff, int relevance) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z]+)(?:@([0-9]{1,6}))?(?:\\(rel=([0-9]{1,6})\\))?");

  /** Reads {@code nDCG@10}, {@code RR@10(rel=2)}, {@code AP} or {@code spearman}. */
  public static Metric parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches())
      throw new IllegalArgumentException("expected a metric such as nDCG@10 or RR@10(rel=2)");
    var measure =
        Arrays.stream(Measure.values())
            .filter(m -> m.toString().equals(form.group(1)))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no metric "
                            + form.group(1)
                            + "; there are "
                            + Arrays.stream(Measure.values())
                                .map(Measure::toString)
                                .collect(Collectors.joining(", "))));
    var cutoff =
        form.group(2) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(form.group(2)));
    return new Metric(measure, cutoff, form.group(3) == null ? 1 : Integer.parseInt(form.group(3)));
  }

  @Override
  public String toString() {
    return measure
        + (cutoff.isPresent() ? "@" + cutoff.getAsInt() : "")
        + (relevance == 1 ? "" : "(rel=" + relevance + ")");
  }

  /** What is measured. */
  public enum Measure {
    NDCG("nDCG"),
    RR("RR"),
    AP("AP"),
    RECALL("R"),
    PRECISION("P"),
    SUCCESS("Success"),
    JUDGED("Judged"),
    SPEARMAN("spearman"),
    PEARSON("pearson");

    private final String text;

    Measure(String text) {
      this.text = text;
    }

    /** True for those of scored pairs, false for those of rankings. */
    public boolean similarity() {
      return this == SPEARMAN || this == PEARSON;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
