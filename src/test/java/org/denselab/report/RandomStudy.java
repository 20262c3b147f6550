package org.denselab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.Expected;

/** Studies of every shape: many tasks, slices and arms, long names, hostile ones, failures. */
final class RandomStudy {
  private static final List<String> METRICS =
      List.of("nDCG@10", "RR@10", "R@100", "Judged@10", "AP(rel=2)@1000", "spearman");
  private static final List<String> NAMES =
      List.of(
          "bm25",
          "dense-bert-2x128-tuning.kind=lora-tuning.rank=16-train.rate=0.00002-seed=3",
          "検索モデル-多言語-とても長い名前-番号",
          "arm \u001b[31mred\u001b[0m \u202e right to left",
          "x".repeat(150));

  private RandomStudy() {}

  static StudyResult of(RandomGenerator random) {
    List<Cell> cells = new ArrayList<>();
    List<Comparison> comparisons = new ArrayList<>();
    int arms = 1 + random.nextInt(random.nextBoolean() ? 6 : 60);
    int metrics = 1 + random.nextInt(METRICS.size());
    String name = NAMES.get(random.nextInt(NAMES.size()));
    for (int t = 0, tasks = 1 + random.nextInt(9); t < tasks; t++)
      for (int s = 0, slices = 1 + random.nextInt(3); s < slices; s++)
        for (int a = 0; a < arms; a++) {
          String task = name + t;
          String slice = s == 0 ? "all" : "slice " + name + s;
          boolean failed = random.nextInt(10) == 0;
          cells.add(cell(name + "-" + a, task, slice, METRICS.subList(0, metrics), failed, random));
          if (a > 0 && !failed && random.nextBoolean())
            comparisons.add(comparison(name, a, random.nextInt(a), task, slice, random));
        }
    return study(cells, comparisons);
  }

  /** Arms named {@code prefix} and a number, on every task, all and one slice. */
  static StudyResult sweep(int arms, int tasks, String prefix) {
    List<Cell> cells = new ArrayList<>();
    var random = org.denselab.base.Seeds.stream(1, "sweep");
    for (int t = 0; t < tasks; t++)
      for (String slice : List.of("all", "hard"))
        for (int a = 0; a < arms; a++)
          cells.add(cell(prefix + a, "task" + t, slice, METRICS.subList(0, 2), false, random));
    return study(cells, List.of());
  }

  private static Cell cell(
      String id,
      String task,
      String slice,
      List<String> metrics,
      boolean failed,
      RandomGenerator random) {
    Map<String, Double> values = new LinkedHashMap<>();
    if (!failed) for (String metric : metrics) values.put(metric, random.nextDouble());
    String error = failed ? "loss is not a number at step 37\nmore of it" : "";
    return new Cell(
        id,
        Map.of("tuning.rank", "8"),
        failed ? "failed" : "done",
        task,
        "test",
        slice,
        "dense",
        values,
        failed ? 0 : 500,
        "judged queries",
        Map.of(),
        error);
  }

  private static Comparison comparison(
      String name, int arm, int baseline, String task, String slice, RandomGenerator random) {
    double delta = random.nextDouble() - .5;
    double p = random.nextDouble() / 10;
    return new Comparison(
        name + "-" + arm,
        name + "-" + baseline,
        task,
        "test",
        slice,
        "nDCG@10",
        .5 + delta,
        .5,
        StudyFixture.evidence(delta, p, p, 1, 500),
        List.of(),
        List.of());
  }

  private static StudyResult study(List<Cell> cells, List<Comparison> comparisons) {
    return new StudyResult(
        "random",
        "Random",
        "",
        "",
        "",
        "",
        0,
        cells,
        comparisons,
        List.of(),
        List.of(new Expected("a long statement of what was expected ".repeat(5), .5, false)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        Map.of());
  }
}
