package org.denselab.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.denselab.base.BadInput;

/**
 * A measure with its cutoff and relevance level, such as {@code nDCG@10} or {@code RR@10(rel=2)}.
 *
 * @param cutoff ranks that count, 0 for all of them
 * @param level the lowest grade that counts as relevant, 0 for the evaluation's own
 */
public record Metric(Measure measure, int cutoff, int level) {
  private static final Pattern SPELLING =
      Pattern.compile(
          "(?<name>[a-z_-]+?)(?:\\(rel=(?<rel>\\d{1,9})\\))?"
              + "(?:[@_.](?<k>\\d{1,9}))?(?:\\(rel=(?<late>\\d{1,9})\\))?",
          Pattern.CASE_INSENSITIVE);

  public Metric {
    switch (measure.cutoff()) {
      case REQUIRED -> {
        if (cutoff < 1)
          throw new BadInput(
              "metric %s needs a cutoff, such as %s@10"
                  .formatted(measure.label(), measure.label()));
      }
      case OPTIONAL -> {}
      case NONE -> {
        if (cutoff != 0)
          throw new BadInput(
              "metric %s takes no cutoff: write %s".formatted(measure.label(), measure.label()));
      }
    }
    if (level != 0 && !measure.usesLevel())
      throw new BadInput(
          "metric %s has no relevance level: write it without (rel=%d)"
              .formatted(measure.label(), level));
  }

  /**
   * Reads one metric, in any case, with trec_eval's names ({@code ndcg_cut_10}) as synonyms.
   *
   * @throws BadInput naming the nearest metric there is
   */
  public static Metric parse(String text) {
    var parts = SPELLING.matcher(text.strip());
    if (!parts.matches()) throw Measures.unknown(text.strip(), text.strip());
    String rel = parts.group("rel") == null ? parts.group("late") : parts.group("rel");
    if (rel != null && parts.group("rel") != null && parts.group("late") != null)
      throw new BadInput("metric " + text + ": the relevance level is given twice");
    if (rel != null && number(rel) == 0)
      throw new BadInput("metric " + text + ": the relevance level starts at 1");
    String k = parts.group("k");
    if (k != null && number(k) == 0)
      throw new BadInput("metric " + text + ": the cutoff starts at 1");
    Measure measure = Measures.named(parts.group("name"), text.strip());
    if (k == null && parts.group("name").toLowerCase(Locale.ROOT).endsWith("_cut"))
      throw new BadInput("metric " + text + " needs a cutoff, such as " + measure.label() + "@10");
    return new Metric(measure, number(k), number(rel));
  }

  /** Reads metrics separated by commas. */
  public static List<Metric> parseList(String text) {
    var metrics = new ArrayList<Metric>();
    for (String one : text.split(",", -1)) metrics.add(parse(one));
    return List.copyOf(metrics);
  }

  /**
   * Refuses recall at a cutoff that the collection cannot miss.
   *
   * @param documents size of the collection
   * @throws BadInput where R@k has k not below {@code documents}
   */
  public void checkAgainst(long documents) {
    if (measure instanceof Recall && cutoff >= documents)
      throw new BadInput(
          "metric %s means nothing on a collection of %d documents: it is 1 for any ranking of all"
                  .formatted(this, documents)
              + " of them; choose a cutoff below "
              + documents);
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  @Override
  public String toString() {
    return measure.label()
        + (cutoff > 0 ? "@" + cutoff : "")
        + (level > 0 ? "(rel=" + level + ")" : "");
  }
}
