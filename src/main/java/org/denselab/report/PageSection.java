package org.denselab.report;

import java.util.List;
import java.util.function.Predicate;

/**
 * The page's sections in reading order. To add one: a line here and a template {@code
 * sections/<id>.ftlh}, which sees {@code view}, {@code result}, {@code figures} and the macros of
 * {@code parts.ftlh} as {@code part}.
 *
 * @param id names the template and the anchor
 * @param link what the contents call it
 * @param shown whether a study has something to say here
 */
public record PageSection(String id, String title, String link, Predicate<ReportView> shown) {
  private static final String QUERIES = "queries";

  private static final List<PageSection> ALL =
      List.of(
          section("answer", "Answer", v -> true),
          section("failures", "Failures", v -> !v.failures().isEmpty()),
          section("results", "Results", v -> true),
          section("tests", "Tests", v -> !v.comparisons().isEmpty()),
          section(QUERIES, "Queries", v -> !v.shifts().isEmpty()),
          section("training", "Training", v -> !v.curves().isEmpty()),
          section(
              "data", "Data", v -> !v.result().data().isEmpty() || !v.result().notes().isEmpty()),
          section("settings", "Settings", v -> true),
          new PageSection("cost", "Time and memory", "Cost", v -> !v.result().stages().isEmpty()),
          new PageSection("reproduce", "How to reproduce", "Reproduce", v -> true));

  private static PageSection section(String id, String title, Predicate<ReportView> shown) {
    return new PageSection(id, title, title, shown);
  }

  static List<PageSection> of(ReportView view, ExplorerData explorer) {
    return ALL.stream()
        .filter(s -> s.shown().test(view) || (s.id().equals(QUERIES) && !explorer.empty()))
        .toList();
  }
}
