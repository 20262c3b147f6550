package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.denselab.base.Progress;
import org.denselab.data.Collection;
import org.denselab.data.format.RunFile;
import org.denselab.dsl.Study;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.Expected;
import org.denselab.study.result.StudyResult.StageRun;

/** Runs a plan and gathers what came out. */
public final class StudyRun {
  private static final int MET = 0;
  private static final int FELL_SHORT = 1;
  private static final int FAILED = 3;

  private final StudyPlan plan;
  private final Store store;
  private final Study settings;
  private final IdentityHashMap<Cell, Row> rows = new IdentityHashMap<>();

  private StudyRun(StudyPlan plan, Store store) {
    this.plan = plan;
    this.store = store;
    this.settings = plan.study().cells().getFirst().study();
  }

  /**
   * Does what is not done yet, then reads all of it.
   *
   * @param command what reproduces the study
   */
  public static StudyResult run(
      StudyPlan plan, Store store, Progress.Source progress, String command) throws IOException {
    var outcomes = new Scheduler(store, progress).run(plan.evaluations());
    return new StudyRun(plan, store).gather(outcomes, command);
  }

  private StudyResult gather(Map<Stage, Scheduler.Outcome> outcomes, String command)
      throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (Row row : plan.rows()) {
      List<Cell> ofRow = Cells.of(RowResult.of(row, store, outcomes));
      ofRow.forEach(cell -> rows.put(cell, row));
      cells.addAll(ofRow);
    }
    List<Comparison> comparisons = compare(cells);
    var expectations = new Expectations(cells, comparisons);
    List<Expected> expected = new ArrayList<>();
    settings.expect().forEach(e -> expected.addAll(expectations.check(e)));
    return new StudyResult(
        plan.study().name(),
        title(),
        plan.study().question(),
        plan.study().yaml(),
        plan.study().hash(),
        command,
        exit(outcomes, expected),
        cells,
        comparisons,
        expected,
        stageRuns(outcomes),
        Curves.of(plan.stages(), outcomes, store),
        DataCards.of(plan.rows()),
        Choices.of(settings),
        notes(outcomes),
        Machine.describe());
  }

  private static int exit(Map<Stage, Scheduler.Outcome> outcomes, List<Expected> expected) {
    boolean failed =
        outcomes.values().stream().anyMatch(Scheduler.Outcome.Failed.class::isInstance);
    if (failed) return FAILED;
    return expected.stream().allMatch(Expected::met) ? MET : FELL_SHORT;
  }

  private List<Comparison> compare(List<Cell> cells) throws IOException {
    Map<String, String> metrics = new LinkedHashMap<>();
    for (Row row : plan.rows())
      metrics.put(row.task().name(), row.task().task().metric().toString());
    var evaluate = settings.evaluate();
    var comparisons =
        new Comparisons(
                evaluate.baseline().name().toLowerCase(java.util.Locale.ROOT),
                settings.report().delta(),
                evaluate.significance())
            .of(cells, metrics);
    List<Comparison> explained = new ArrayList<>();
    for (Comparison c : comparisons)
      explained.add(
          c.slice().equals(Slices.ALL)
              ? explain(c, cell(cells, c, c.cell()), cell(cells, c, c.baseline()))
              : c);
    return explained;
  }

  private static Cell cell(List<Cell> cells, Comparison comparison, String id) {
    return cells.stream()
        .filter(cell -> Comparisons.sameTable(comparison, cell) && cell.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Comparison explain(Comparison c, Cell cell, Cell baseline) throws IOException {
    Row row = rows.get(cell);
    if (!(row.task().test() instanceof Collection data)) return c;
    var shifts = new QueryShifts(settings.report().examples(), settings.report().texts());
    var lookup = QueryShifts.Lookup.of(data, row.dataSplit(), run(rows.get(baseline)), run(row));
    return new Comparison(
        c.cell(),
        c.baseline(),
        c.task(),
        c.split(),
        c.slice(),
        c.metric(),
        c.value(),
        c.baselineValue(),
        c.delta(),
        c.p(),
        c.pHolm(),
        c.queries(),
        shifts.gained(cell, baseline, c.metric(), lookup),
        shifts.lost(cell, baseline, c.metric(), lookup));
  }

  /** The run of the first seed: texts explain, they are not averaged. */
  private org.denselab.data.Run run(Row row) {
    Stage search = row.evaluations().getFirst().inputs().getFirst();
    return RunFile.read(store.folder(search).resolve("run.txt"));
  }

  private String title() {
    var labels = new TreeSet<String>();
    for (Row row : plan.rows()) if (row.task().test().synthetic()) labels.add("synthetic data");
    if (Transductive.allowed(settings)) labels.add("transductive");
    return plan.study().name() + (labels.isEmpty() ? "" : " (" + String.join(", ", labels) + ")");
  }

  private List<StageRun> stageRuns(Map<Stage, Scheduler.Outcome> outcomes) {
    List<StageRun> runs = new ArrayList<>();
    outcomes.forEach(
        (stage, outcome) ->
            runs.add(
                switch (outcome) {
                  case Scheduler.Outcome.Finished(var done, var cached) ->
                      new StageRun(
                          stage.kind(),
                          stage.key(),
                          stage.title(),
                          cached ? "cached" : "done",
                          done.seconds(),
                          done.peakBytes(),
                          done.detail(),
                          "");
                  case Scheduler.Outcome.Failed(var reason) ->
                      new StageRun(
                          stage.kind(),
                          stage.key(),
                          stage.title(),
                          "failed",
                          0,
                          0,
                          reason,
                          "denselab.log");
                }));
    return runs;
  }

  /** What stages counted on the way: queries without negatives, masked columns, cut texts. */
  private List<String> notes(Map<Stage, Scheduler.Outcome> outcomes) throws IOException {
    List<String> notes = new ArrayList<>(plan.notes());
    for (var entry : outcomes.entrySet()) {
      Path file = store.folder(entry.getKey()).resolve(StageNotes.FILE);
      if (entry.getValue() instanceof Scheduler.Outcome.Finished && Files.exists(file))
        for (String note : Files.readAllLines(file))
          notes.add(entry.getKey().title() + ": " + note);
    }
    return notes;
  }
}
