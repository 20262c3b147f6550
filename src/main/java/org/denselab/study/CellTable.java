package org.denselab.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.denselab.base.ByteCount;
import org.denselab.data.Collection;
import org.denselab.dsl.Negatives;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Task;
import org.denselab.dsl.Train;
import org.denselab.dsl.Tuning;

/**
 * Time and memory of each cell, here and on one A800 with 80 GB. Work that cells share is counted
 * in each. The A800's are estimates: 312 TFLOP/s in bf16 (NVIDIA's data sheet) of which 40 % are
 * had; weights in bf16, of what trains 16 bytes more a parameter; activations of 34 bytes an
 * element and layer (Korthikanti et al. 2022), or of one layer and the layers' inputs where they
 * are computed twice.
 */
final class CellTable {
  private static final double A800 = 0.4 * 312e12;
  private static final long A800_BYTES = 80L << 30;
  private static final double FORWARD = 2;
  private static final double LAYER_BYTES = 34;
  private static final int HALF = 2;
  private static final int TRAINED = 16; // fp32 master, gradient, two moments

  private final StudyPlan plan;
  private final Rates rates;

  CellTable(StudyPlan plan, Rates rates) {
    this.plan = plan;
    this.rates = rates;
  }

  /** Nothing where no cell has a backbone. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (StudyCell cell : plan.study().cells())
      if (cell.study().backbone().isPresent()) lines.add(line(cell));
    if (lines.isEmpty()) return lines;
    lines.addFirst(
        "cells, with what they share counted in each: here | one A800-80GB, estimated (bf16, texts"
            + " as long as they may be)");
    return lines;
  }

  private String line(StudyCell cell) {
    Set<Stage> stages = new HashSet<>();
    for (Row row : plan.rows())
      if (of(cell, row)) row.evaluations().forEach(stage -> add(stage, stages));
    double seconds = stages.stream().mapToDouble(rates::seconds).sum();
    long bytes = stages.stream().mapToLong(stage -> stage.estimate().bytes()).max().orElse(0);
    String name = cell.axes().isEmpty() ? "all" : String.join(", ", cell.axes().values());
    return "  %-34s  %8s  %8s | %s"
        .formatted(name, PlanSummary.time(seconds), ByteCount.text(bytes), device(cell));
  }

  /** A row is of a cell where its axes have the cell's values. */
  private static boolean of(StudyCell cell, Row row) {
    return row.settings().entrySet().stream()
        .allMatch(e -> e.getValue().equals(cell.axes().getOrDefault(e.getKey(), e.getValue())));
  }

  private static void add(Stage stage, Set<Stage> stages) {
    if (stages.add(stage)) stage.inputs().forEach(input -> add(input, stages));
  }

  private String device(StudyCell cell) {
    var towers = new CellTowers(cell);
    var study = cell.study();
    var train = study.train();
    boolean trains = !(study.tuning() instanceof Tuning.None);
    boolean lora = study.tuning() instanceof Tuning.Lora;
    double operations = 0;
    long most = 0;
    Set<String> done = new HashSet<>();
    for (Row row : plan.rows()) {
      if (!of(cell, row) || !row.retriever().equals("dense")) continue;
      var task = row.task().task();
      int passage = study.evaluate().override().passageLength().orElse(task.passage().length());
      if (row.data() instanceof Collection data && done.add("encode " + data.name() + passage))
        operations += FORWARD * towers.size() * data.corpus().size() * passage;
      if (!trains || row.task().train() == null) continue;
      long tokens =
          train.batch()
              * (task.query().length() + (1L + task.negatives().keep()) * task.passage().length());
      most = Math.max(most, tokens);
      String key = "train " + row.task().train().name() + tokens;
      if (!done.add(key)) continue;
      operations +=
          (lora ? 2 : 3) * FORWARD * towers.size() * tokens * train.steps() * train.accumulate();
      if (row.task().train() instanceof Collection mined)
        operations +=
            refreshes(task, train)
                * FORWARD
                * towers.size()
                * mined.corpus().size()
                * task.passage().length();
    }
    double seconds = study.seeds().size() * operations / A800;
    return "%8s  %s".formatted(PlanSummary.time(seconds), memory(towers, most, trains));
  }

  /** How often passages are encoded to mine negatives anew. */
  private static int refreshes(Task task, Train train) {
    return task.negatives() instanceof Negatives.Dense dense && dense.refresh() > 0
        ? (train.steps() - 1) / dense.refresh()
        : 0;
  }

  private static String memory(CellTowers towers, long tokens, boolean trains) {
    long weights = HALF * towers.parameterCount();
    if (!trains) return told(weights);
    long fixed = weights + TRAINED * towers.trainable();
    double layer = LAYER_BYTES * tokens * towers.hiddenSize();
    long whole = fixed + Math.round(towers.layers() * layer);
    long twice =
        fixed + Math.round((double) HALF * tokens * towers.hiddenSize() * towers.layers() + layer);
    return "%s, layers computed twice %s".formatted(told(whole), told(twice));
  }

  private static String told(long bytes) {
    return ByteCount.text(bytes)
        + (bytes > A800_BYTES
            ? String.format(Locale.ROOT, " (%d devices or smaller parts)", devices(bytes))
            : "");
  }

  private static long devices(long bytes) {
    return (bytes + A800_BYTES - 1) / A800_BYTES;
  }
}
