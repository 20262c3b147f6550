package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.dsl.Engine;
import org.denselab.dsl.Study;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.Expected;
import org.denselab.study.result.Summary;
import org.denselab.study.stage.Arithmetic;
import org.denselab.study.stage.ContaminationStage;

/** Runs a plan and gathers what came out. */
public final class StudyRun {
  private static final int MET = 0;
  private static final int FELL_SHORT = 1;
  private static final int FAILED = 3;
  private static final int INTERRUPTED = 130;

  private final StudyPlan plan;
  private final Store store;
  private final Study settings;

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
      StudyPlan plan, Store store, Progress.Source progress, Parallel parallel, String command)
      throws IOException {
    refuseMissing(plan);
    Fit.refuse(plan, store, Budget.ofThisProcess());
    Path folder = store.reports().resolve(plan.study().name());
    References.of(plan, store).write(folder);
    var scheduler =
        new Scheduler(store, progress, parallel(plan, parallel), Failures.begin(folder));
    return new StudyRun(plan, store).gather(scheduler.run(plan.wanted()), command);
  }

  /** One stage at a time. */
  public static StudyResult run(
      StudyPlan plan, Store store, Progress.Source progress, String command) throws IOException {
    return run(plan, store, progress, Parallel.NONE, command);
  }

  /** The reference engine keeps sessions for each thread: there it is one stage at a time. */
  private static Parallel parallel(StudyPlan plan, Parallel asked) {
    boolean reference =
        plan.study().cells().stream()
            .anyMatch(cell -> Arithmetic.of(cell.study()).name() == Engine.SAMEDIFF);
    return reference ? Parallel.NONE : asked;
  }

  /** Reads what is finished and runs nothing; the rest is told to be missing. */
  public static StudyResult soFar(StudyPlan plan, Store store, String command) throws IOException {
    refuseMissing(plan);
    return new StudyRun(plan, store).gather(StudyStatus.of(plan, store).outcomes(), command);
  }

  private static void refuseMissing(StudyPlan plan) {
    if (!plan.study().missing().isEmpty())
      throw new BadInput("settings are not given: " + String.join(", ", plan.study().missing()));
  }

  private StudyResult gather(Map<Stage, Scheduler.Outcome> outcomes, String command)
      throws IOException {
    List<Arm> arms = new ArrayList<>();
    var slices = new Slices();
    for (Row row : plan.rows()) arms.addAll(Arm.of(RowResult.of(row, store, outcomes), slices));
    List<Cell> cells = arms.stream().map(Arm::cell).toList();
    var tester = new Tester(settings.evaluate().significance());
    var pairing = Pairing.of(settings).knowing(arms);
    var made = new Comparisons(pairing, tester).of(arms);
    int examples = settings.report().queries() ? settings.report().examples() : 0;
    var shifts = new QueryShifts(examples, settings.report().texts());
    List<Comparison> comparisons = new Explanations(store, shifts).of(made);
    var expectations = new Expectations(cells, comparisons);
    List<Expected> expected = new ArrayList<>();
    settings.expect().forEach(e -> expected.addAll(expectations.check(e)));
    List<String> notes = notes(outcomes);
    var summed = new Summaries(pairing, tester, made);
    List<Summary> summaries = summed.all();
    List<Exhibit> exhibits = new ArrayList<>(Deltas.of(pairing, made, summaries));
    var claims = new TestedClaims(tester, arms, new Signal(made, pairing));
    exhibits.addAll(exhibits(outcomes, arms, cells, claims, summed.noSignal()));
    long waiting =
        outcomes.values().stream().filter(Scheduler.Outcome.Waiting.class::isInstance).count();
    if (waiting > 0)
      notes.addFirst(
          "made while the study was unfinished: %,d of %,d stages are not done"
              .formatted(waiting, outcomes.size()));
    return new StudyResult(
        plan.study().name(),
        title(notes, waiting > 0),
        plan.study().question(),
        plan.study().yaml(),
        plan.study().hash(),
        command,
        exit(outcomes, expected),
        cells,
        comparisons,
        summaries,
        expected,
        StageRuns.of(outcomes),
        Curves.of(plan.stages(), outcomes, store),
        exhibits,
        DataCards.of(plan.rows()),
        Choices.of(plan.study().cells()),
        notes,
        Machine.describe());
  }

  private int exit(Map<Stage, Scheduler.Outcome> outcomes, List<Expected> expected) {
    boolean failed =
        outcomes.values().stream().anyMatch(Scheduler.Outcome.Failed.class::isInstance)
            || plan.wanted().stream()
                .map(outcomes::get)
                .anyMatch(Scheduler.Outcome.Diverged.class::isInstance);
    if (failed) return FAILED;
    if (outcomes.values().stream().anyMatch(Scheduler.Outcome.Waiting.class::isInstance))
      return INTERRUPTED;
    return expected.stream().allMatch(Expected::met) ? MET : FELL_SHORT;
  }

  private String title(List<String> notes, boolean unfinished) {
    var labels = new TreeSet<String>();
    if (unfinished) labels.add("unfinished");
    for (Row row : plan.rows()) if (row.data().synthetic()) labels.add("synthetic data");
    if (Transductive.allowed(settings)) labels.add("transductive");
    if (notes.stream().anyMatch(note -> note.contains(ContaminationStage.FOUND)))
      labels.add("test texts seen in training");
    return plan.study().name() + (labels.isEmpty() ? "" : " (" + String.join(", ", labels) + ")");
  }

  private List<Exhibit> exhibits(
      Map<Stage, Scheduler.Outcome> outcomes,
      List<Arm> arms,
      List<Cell> cells,
      TestedClaims claims,
      Map<String, String> noSignal)
      throws IOException {
    List<Exhibit> exhibits = new ArrayList<>(BackboneFacts.table(plan.study().cells()));
    exhibits.addAll(Selections.tables(outcomes, store));
    exhibits.addAll(ScalingCurves.of(arms, claims.tester(), noSignal));
    exhibits.addAll(claims.of(settings.report().claims()));
    for (Path file : settings.report().published())
      exhibits.add(PublishedNumbers.read(file).beside(cells));
    for (var training : plan.trainings()) exhibits.add(training.table(outcomes, store));
    var left = new LinkedHashMap<String, List<Exhibit>>();
    for (var entry : outcomes.entrySet())
      if (entry.getValue() instanceof Scheduler.Outcome.Finished)
        left.computeIfAbsent(entry.getKey().title(), _ -> new ArrayList<>())
            .addAll(StageExhibits.read(store.folder(entry.getKey())));
    exhibits.addAll(SeedTables.of(left));
    return exhibits;
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
