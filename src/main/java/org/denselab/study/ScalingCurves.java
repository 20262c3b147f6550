package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.denselab.eval.significance.Differences;
import org.denselab.eval.significance.Interval;
import org.denselab.study.result.Exhibit;

/**
 * Scores along the sizes of a study's backbones: a line for each family and arm, BM25 and controls
 * beside them. A picture for each task and split of several sizes; it tests nothing.
 */
record ScalingCurves(Tester tester, Sizes sizes, List<Arm> models, List<Arm> references) {
  private static final String BM25 = "bm25";

  static List<Exhibit> of(List<Arm> arms, Tester tester) {
    Map<String, List<Arm>> tables = new LinkedHashMap<>();
    for (Arm arm : arms)
      if (arm.whole() && !arm.seeds().isEmpty())
        tables
            .computeIfAbsent(arm.cell().task() + ", " + arm.cell().split(), _ -> new ArrayList<>())
            .add(arm);
    List<Exhibit> pictures = new ArrayList<>();
    tables.forEach((where, table) -> curves(table, tester).picture(where).ifPresent(pictures::add));
    return pictures;
  }

  private static ScalingCurves curves(List<Arm> table, Tester tester) {
    List<Arm> models = new ArrayList<>();
    List<Arm> references = new ArrayList<>();
    for (Arm arm : table)
      (arm.row().retriever().equals(BM25) || Pairing.isControl(arm.row()) ? references : models)
          .add(arm);
    var sizes = Sizes.of(models.stream().map(Arm::row).toList());
    return new ScalingCurves(tester, sizes, models, references);
  }

  private Optional<Exhibit> picture(String where) {
    var trained = curves(models);
    // families of one size each differ in more than size: no line leads from one to the next
    if (trained.values().stream().allMatch(points -> points.size() < 2)) return Optional.empty();
    List<Exhibit.Line> lines = new ArrayList<>();
    trained.forEach((name, points) -> lines.add(line(name, points, false)));
    curves(references.stream().filter(this::hasSize).toList())
        .forEach((name, points) -> lines.add(line(name, points, true)));
    for (Arm reference : references) if (!hasSize(reference)) lines.add(level(reference));
    String metric = metric(models.getFirst());
    return Optional.of(
        new Exhibit.Lines(
            "Scaling",
            "%s by size, %s".formatted(metric, where),
            "Means over seeds and queries with their intervals; of one seed over queries alone."
                + " Dashed: BM25 and controls, level where they have no size. What differs in more"
                + " than its size is a line of its own. Nothing here is tested.",
            "non-embedding parameters",
            metric,
            true,
            lines));
  }

  /** Backbones of one size are on different lines: the second of a size is its line's twin. */
  private Map<String, TreeMap<Long, Arm>> curves(List<Arm> arms) {
    boolean families = models.stream().map(arm -> arm.row().family()).distinct().count() > 1;
    Map<String, TreeMap<Long, Arm>> curves = new LinkedHashMap<>();
    for (Arm arm : arms) {
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

  private boolean hasSize(Arm arm) {
    return arm.row().settings().keySet().stream().anyMatch(sizes.axes()::contains);
  }

  private Exhibit.Line line(String name, TreeMap<Long, Arm> points, boolean reference) {
    List<Interval> intervals = points.values().stream().flatMap(a -> interval(a).stream()).toList();
    boolean known = !reference && intervals.size() == points.size();
    return new Exhibit.Line(
        name,
        points.keySet().stream().map(Long::doubleValue).toList(),
        points.values().stream().map(ScalingCurves::score).toList(),
        known ? intervals.stream().map(Interval::low).toList() : List.of(),
        known ? intervals.stream().map(Interval::high).toList() : List.of(),
        List.of(),
        reference);
  }

  private Exhibit.Line level(Arm arm) {
    var all = models.stream().mapToDouble(model -> model.row().parameters()).summaryStatistics();
    double score = score(arm);
    return Exhibit.Line.of(
            arm.row().arm(), List.of(all.getMin(), all.getMax()), List.of(score, score))
        .asReference();
  }

  /** None of scored pairs: a correlation is no mean over queries. */
  private Optional<Interval> interval(Arm arm) {
    String metric = metric(arm);
    var first = arm.seeds().getFirst().perQuery().get(metric);
    if (first == null) return Optional.empty();
    double[][] scores =
        arm.seeds().stream()
            .map(seed -> seed.perQuery().get(metric))
            .map(own -> first.keySet().stream().mapToDouble(own::get).toArray())
            .toArray(double[][]::new);
    return Optional.of(tester.interval(new Differences(scores)));
  }

  private static String metric(Arm arm) {
    return arm.row().task().task().metric().toString();
  }

  private static double score(Arm arm) {
    return arm.cell().metrics().get(metric(arm));
  }
}
