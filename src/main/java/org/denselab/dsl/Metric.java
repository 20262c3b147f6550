package org.denselab.dsl;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Nearest;

/**
 * A metric by the names of the field.
 *
 * @param cutoff the k of {@code @k}, empty for the whole ranking
 * @param relevance the smallest grade that counts as relevant
 */
@Doc("a metric such as nDCG@10 or RR@10(rel=2)")
public record Metric(Measure measure, OptionalInt cutoff, int relevance) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z]{1,40})(?:@([1-9][0-9]{0,5}))?(?:\\(rel=([1-9][0-9]{0,5})\\))?");

  /** Reads {@code nDCG@10}, {@code RR@10(rel=2)}, {@code AP} or {@code spearman}. */
  public static Metric parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) throw new IllegalArgumentException();
    Map<String, Measure> measures = new LinkedHashMap<>();
    for (Measure m : Measure.values()) measures.put(m.toString(), m);
    String name = form.group(1);
    var measure = measures.get(name);
    if (measure == null)
      throw new IllegalArgumentException(
          "no metric is called " + name + Nearest.hintOrAll(name, measures.keySet()));
    String k = form.group(2);
    if (measure.similarity() && k != null)
      throw new IllegalArgumentException(name + " has no cutoff");
    if (measure.needsCutoff() && k == null)
      throw new IllegalArgumentException(name + " needs a cutoff, such as " + name + "@10");
    String relevance = form.group(3);
    if (!measure.binary() && relevance != null)
      throw new IllegalArgumentException(name + " has no relevance level");
    return new Metric(
        measure,
        k == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(k)),
        relevance == null ? 1 : Integer.parseInt(relevance));
  }

  /** The smallest value that it can have. */
  double least() {
    return measure.similarity() ? -1 : 0;
  }

  /** The largest value that it can have. */
  double most() {
    return 1;
  }

  /** What every metric looks like, by the names of the measures. */
  public static Pattern form() {
    String names =
        Arrays.stream(Measure.values()).map(Measure::toString).collect(Collectors.joining("|"));
    return Pattern.compile(FORM.pattern().replace("[A-Za-z]{1,40}", names));
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

    private boolean needsCutoff() {
      return switch (this) {
        case RECALL, PRECISION, SUCCESS, JUDGED -> true;
        case NDCG, RR, AP, SPEARMAN, PEARSON -> false;
      };
    }

    /** Grades are split into relevant and not. */
    private boolean binary() {
      return switch (this) {
        case RR, AP, RECALL, PRECISION, SUCCESS -> true;
        case NDCG, JUDGED, SPEARMAN, PEARSON -> false;
      };
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
