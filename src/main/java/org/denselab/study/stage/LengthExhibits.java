package org.denselab.study.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.denselab.eval.significance.Differences;
import org.denselab.eval.significance.HierarchicalBootstrap;
import org.denselab.study.Figure;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Entry;
import org.denselab.study.result.Exhibit.Tone;

/**
 * Scores by passage length as lines, and as a table that keeps apart what was never read.
 *
 * @param known whether the data says which words of a gold answer its query
 */
record LengthExhibits(String task, String metric, boolean known, List<Measured> measured) {
  private static final String SECTION = "Length";
  private static final double LEVEL = .95;
  private static final HierarchicalBootstrap BOOTSTRAP = new HierarchicalBootstrap(2000, 42);

  /**
   * A retriever at a length.
   *
   * @param scores query id to value, a map a seed
   * @param within queries whose evidence is read; empty where passages are read whole
   */
  record Measured(
      String name, int length, List<Map<String, Double>> scores, Optional<Set<String>> within) {
    boolean reads(String query) {
      return within.isEmpty() || within.get().contains(query);
    }

    List<String> queries(Predicate<String> chosen) {
      return scores.getFirst().keySet().stream().filter(chosen).toList();
    }

    /** Their scores by seed; empty where there are no such queries. */
    Optional<Differences> of(Predicate<String> chosen) {
      List<String> queries = queries(chosen);
      if (queries.isEmpty()) return Optional.empty();
      return Optional.of(
          new Differences(
              scores.stream()
                  .map(seed -> queries.stream().mapToDouble(seed::get).toArray())
                  .toArray(double[][]::new)));
    }
  }

  List<Exhibit> all() {
    List<Exhibit> exhibits = new ArrayList<>();
    exhibits.add(lines("", "All queries. ", _ -> _ -> true));
    if (known)
      exhibits.add(
          lines(
              " where the evidence is read",
              "Only queries whose evidence lies within the length: more of them at each. ",
              one -> one::reads));
    exhibits.add(table());
    return exhibits;
  }

  private Exhibit lines(String where, String which, Function<Measured, Predicate<String>> chosen) {
    Map<String, List<Measured>> curves = new LinkedHashMap<>();
    for (Measured one : measured)
      curves.computeIfAbsent(one.name(), _ -> new ArrayList<>()).add(one);
    List<Exhibit.Line> lines = new ArrayList<>();
    curves.forEach((name, points) -> lines.add(line(name, points, chosen)));
    return new Exhibit.Lines(
        SECTION,
        "%s by passage length%s, %s".formatted(metric, where, task),
        which
            + "Intervals of 95 % over seeds and queries. What reads passages whole is a level"
            + " line.",
        "passage length in tokens",
        metric,
        true,
        lines);
  }

  private static Exhibit.Line line(
      String name, List<Measured> points, Function<Measured, Predicate<String>> chosen) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<Double> low = new ArrayList<>();
    List<Double> high = new ArrayList<>();
    for (Measured point : points) {
      var scores = point.of(chosen.apply(point));
      if (scores.isEmpty()) continue;
      var resampled = BOOTSTRAP.of(scores.get());
      var interval = resampled.interval(LEVEL);
      x.add((double) point.length());
      y.add(resampled.estimate());
      low.add(interval.low());
      high.add(interval.high());
    }
    return new Exhibit.Line(name, x, y, low, high, List.of(), false);
  }

  private Exhibit table() {
    List<List<Entry>> rows = new ArrayList<>();
    for (Measured one : measured)
      if (one.within().isPresent()) {
        double share = 100.0 * one.queries(one::reads).size() / one.queries(_ -> true).size();
        rows.add(
            List.of(
                Entry.of(one.name()),
                new Entry(Integer.toString(one.length()), one.length(), Tone.PLAIN, ""),
                new Entry(String.format(Locale.ROOT, "%.0f %%", share), share, Tone.PLAIN, ""),
                score(one.of(_ -> true)),
                score(one.of(one::reads)),
                score(one.of(query -> !one.reads(query)))));
      }
    return new Exhibit.Table(
        SECTION,
        "%s of what is read and of what is cut off, %s".formatted(metric, task),
        (known
                ? "Read: queries whose evidence lies within the length in one of their golds."
                : "The data does not say where its passages answer. Read: queries with a gold that"
                    + " is read whole.")
            + " Other queries at each length: compare retrievers at a length.",
        List.of("retriever", "tokens", "read", metric, metric + ", read", metric + ", cut off"),
        rows);
  }

  private static Entry score(Optional<Differences> scores) {
    return scores.map(all -> Figure.number(all.mean(), "%.3f")).orElse(Entry.of("–"));
  }
}
