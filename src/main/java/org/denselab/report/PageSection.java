package org.denselab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The page's sections in reading order. To add one: a line here and a template {@code
 * sections/<id>.ftlh}, which sees {@code view}, {@code result}, {@code figures} and the macros of
 * {@code parts.ftlh} as {@code part}. What analyses show stands between tests and queries, a
 * section for each heading.
 *
 * @param id the anchor
 * @param template its name
 * @param link what the contents call it
 * @param shown whether a study has something to say here
 */
public record PageSection(
    String id, String template, String title, String link, Predicate<ReportView> shown) {
  private static final String QUERIES = "queries";

  private static final List<PageSection> ALL =
      List.of(
          section("answer", "Answer", v -> true),
          section("failures", "Failures", v -> !v.failures().isEmpty()),
          section("results", "Results", v -> true),
          section("tests", "Tests", v -> !v.comparisons().isEmpty()),
          section("claims", "Claims", v -> !v.claims().isEmpty()),
          section(QUERIES, "Queries", v -> !v.shifts().isEmpty()),
          section("training", "Loss curves", v -> !v.curves().isEmpty()),
          section(
              "data", "Data", v -> !v.result().data().isEmpty() || !v.result().notes().isEmpty()),
          section("settings", "Settings", v -> true),
          section("cost", "Time and memory", "Cost", v -> !v.result().stages().isEmpty()),
          section("reproduce", "How to reproduce", "Reproduce", v -> true));

  private static PageSection section(String id, String title, Predicate<ReportView> shown) {
    return section(id, title, title, shown);
  }

  private static PageSection section(
      String id, String title, String link, Predicate<ReportView> shown) {
    return new PageSection(id, id, title, link, shown);
  }

  static List<PageSection> of(ReportView view, ExplorerData explorer) {
    List<PageSection> sections = new ArrayList<>();
    for (PageSection section : ALL) {
      if (section.id().equals(QUERIES))
        for (ExhibitGroup g : view.exhibits())
          sections.add(new PageSection(g.id(), "exhibits", g.title(), g.title(), _ -> true));
      if (section.shown().test(view) || (section.id().equals(QUERIES) && !explorer.empty()))
        sections.add(section);
    }
    return sections;
  }
}
