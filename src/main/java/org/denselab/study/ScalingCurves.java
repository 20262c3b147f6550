package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.denselab.eval.significance.Interval;
import org.denselab.study.result.Exhibit;

/**
 * Scores along the sizes of a study's backbones: a line for each family and arm, BM25 and controls
 * beside them. A picture for each task and split of several sizes, and for the mean over tasks; it
 * tests nothing.
 */
record ScalingCurves(Tester tester, Sizes sizes, List<Scored> models, List<Scored> references) {
  private static final String BM25 = "bm25";

  /**
   * @param noSignal why tasks enter no mean, by their names
   */
  static List<Exhibit> of(List<Arm> arms, Tester tester, Map<String, String> noSignal) {
    Map<String, List<Scored>> tables = new LinkedHashMap<>();
    for (Arm arm : arms)
      if (arm.whole() && !arm.seeds().isEmpty())
        tables
            .computeIfAbsent(arm.cell().task() + ", " + arm.cell().split(), _ -> new ArrayList<>())
            .add(new Scored(List.of(arm)));
    List<Exhibit> pictures = new ArrayList<>();
    tables.forEach(
        (where, table) -> curves(table, tester).picture(where, "").ifPresent(pictures::add));
    for (TaskMeans means : TaskMeans.of(arms, noSignal))
      curves(means.rows(), tester).picture(means.where(), means.caption()).ifPresent(pictures::add);
    return pictures;
  }

  private static ScalingCurves curves(List<Scored> table, Tester tester) {
    List<Scored> models = new ArrayList<>();
    List<Scored> references = new ArrayList<>();
    for (Scored arm : table)
      (arm.row().retriever().equals(BM25) || Pairing.isControl(arm.row()) ? references : models)
          .add(arm);
    var sizes = Sizes.of(models.stream().map(Scored::row).toList());
    return new ScalingCurves(tester, sizes, models, references);
  }

  /**
   * @param more that a reader must know
   */
  private Optional<Exhibit> picture(String where, String more) {
    var trained = curves(models);
    // families of one size each differ in more than size: no line leads from one to the next
    if (trained.values().stream().allMatch(points -> points.size() < 2)) return Optional.empty();
    List<Exhibit.Line> lines = new ArrayList<>();
    trained.forEach((name, points) -> lines.add(line(name, points, false)));
    curves(references.stream().filter(this::hasSize).toList())
        .forEach((name, points) -> lines.add(line(name, points, true)));
    for (Scored reference : references) if (!hasSize(reference)) lines.add(level(reference));
    String metric = models.getFirst().metric();
    return Optional.of(
        new Exhibit.Lines(
            "Scaling",
            "%s by size, %s".formatted(metric, where),
            "Means over seeds and queries with their intervals; of one seed over queries alone."
                + " Dashed: BM25 and controls, level where they have no size. What differs in more"
                + " than its size is a line of its own. Nothing here is tested."
                + more,
            "non-embedding parameters",
            metric,
            true,
            lines));
  }

  /** Backbones of one size are on different lines: the second of a size is its line's twin. */
  private Map<String, TreeMap<Long, Scored>> curves(List<Scored> arms) {
    boolean families = models.stream().map(arm -> arm.row().family()).distinct().count() > 1;
    Map<String, TreeMap<Long, Scored>> curves = new LinkedHashMap<>();
    for (Scored arm : arms) {
      Row row = arm.row();
      String name = sizes.label(row) + (families ? " " + row.family() : "");
      String own = name;
      for (int twin = 2;
          curves.getOrDefault(own, new TreeMap<>()).containsKey(row.parameters());
          twin++) own = name + " (" + twin + ")";
      curves.computeIfAbsent(own, _ -> new TreeMap<>()).put(row.parameters(), arm);
    }
    return curves;
  }

  private boolean hasSize(Scored arm) {
    return arm.row().settings().keySet().stream().anyMatch(sizes.axes()::contains);
  }

  private Exhibit.Line line(String name, TreeMap<Long, Scored> points, boolean reference) {
    List<Interval> intervals =
        points.values().stream().flatMap(a -> a.interval(tester).stream()).toList();
    boolean known = !reference && intervals.size() == points.size();
    return new Exhibit.Line(
        name,
        points.keySet().stream().map(Long::doubleValue).toList(),
        points.values().stream().map(Scored::score).toList(),
        known ? intervals.stream().map(Interval::low).toList() : List.of(),
        known ? intervals.stream().map(Interval::high).toList() : List.of(),
        List.of(),
        reference);
  }

  private Exhibit.Line level(Scored arm) {
    var all = models.stream().mapToDouble(model -> model.row().parameters()).summaryStatistics();
    double score = arm.score();
    return Exhibit.Line.of(
            arm.row().arm(), List.of(all.getMin(), all.getMax()), List.of(score, score))
        .asReference();
  }
}
