package org.denselab.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.dsl.Metric;
import org.denselab.dsl.Split;
import org.denselab.dsl.Task;
import org.denselab.study.result.StudyResult.Cell;

/** Arms with made-up scores. */
final class StudyArms {
  static final String METRIC = "nDCG@10";

  private StudyArms() {}

  /** One seed. */
  static Arm arm(
      String task, String retriever, Map<String, String> settings, long size, double... values) {
    return arm(task, retriever, settings, size, new double[][] {values});
  }

  /** A row of values a seed. */
  static Arm arm(
      String task, String retriever, Map<String, String> settings, long size, double[][] seeds) {
    List<EvaluationFile> files = new ArrayList<>();
    List<Stage> stages = new ArrayList<>();
    for (int s = 0; s < seeds.length; s++) {
      var perQuery = new LinkedHashMap<String, Double>();
      double sum = 0;
      for (int q = 0; q < seeds[s].length; q++) {
        perQuery.put("q" + q, seeds[s][q]);
        sum += seeds[s][q];
      }
      files.add(
          new EvaluationFile(
              Map.of(METRIC, sum / seeds[s].length),
              Map.of(METRIC, perQuery),
              seeds[s].length,
              "all",
              0,
              null,
              null));
      stages.add(
          new StageKey("evaluate", 1)
              .with("arm", task + retriever + settings + (retriever.equals("bm25") ? "" : s))
              .stage("", (_, _) -> ""));
    }
    var row =
        new Row(
            settings,
            new TaskData(task(task), null, null, null),
            Split.TEST,
            retriever,
            size,
            settings.values().stream().anyMatch(v -> v.startsWith("qwen2")) ? "qwen2" : "bert",
            stages);
    var mean = EvaluationFile.mean(files, "seeds");
    var cell =
        new Cell(
            row.arm(),
            settings,
            "done",
            task,
            "test",
            Arm.ALL,
            retriever,
            mean.metrics(),
            mean.queries(),
            "all",
            mean.perQuery(),
            "");
    return new Arm(row, cell, files);
  }

  /** An arm that is the same for each of three seeds. */
  static Arm settled(String task, Map<String, String> settings, double value, int queries) {
    double[][] scores = new double[3][queries];
    for (double[] seed : scores) Arrays.fill(seed, value);
    Arm arm = arm(task, "dense", settings, 0, scores);
    Row row = arm.row();
    var same = Collections.nCopies(3, row.evaluations().getFirst());
    return new Arm(
        new Row(settings, row.task(), row.at(), row.retriever(), 0, row.family(), same),
        arm.cell(),
        arm.seeds());
  }

  private static Task task(String name) {
    return new Task(
        name, null, Metric.parse(METRIC), null, null, null, true, List.of(), null, null);
  }
}
