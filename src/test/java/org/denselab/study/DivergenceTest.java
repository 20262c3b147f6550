package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.base.Progress;
import org.denselab.study.Scheduler.Outcome;
import org.denselab.study.Store.Found;
import org.denselab.study.stage.ChoiceStage;
import org.denselab.study.stage.ChoiceStage.Candidate;
import org.denselab.study.stage.ChoiceStage.Evaluated;
import org.denselab.study.stage.ModelAt;
import org.denselab.train.Course;
import org.denselab.train.Diverged;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that diverged is an outcome: kept, out of the race, the end of what needs it. */
class DivergenceTest {
  private static final String METRIC = "nDCG@10";

  @TempDir private Path root;
  private Store store;
  private final List<String> made = new ArrayList<>();

  @BeforeEach
  void openStore() {
    store = new Store(root);
  }

  /** A training by its rate, of which those from 1 on diverge at the step of that number. */
  private Stage train(String rate) {
    return new StageKey("train", 1)
        .with("rate", rate)
        .stage(
            rate,
            (out, workplace) -> {
              made.add(rate);
              Files.writeString(out.resolve("half.txt"), "half");
              Files.writeString(workplace.kept().resolve(Course.STATISTICS), "losses");
              int step = (int) Double.parseDouble(rate);
              if (step > 0) throw new Diverged(step, "diverged at step " + step + ": loss NaN");
              return "trained";
            });
  }

  private Stage evaluate(String what, ModelAt model, double value) {
    return model
        .addTo(new StageKey("evaluate", 1))
        .stage(
            what,
            (out, workplace) -> {
              made.add("test " + what);
              assertThat(model.folder(workplace).resolve(StageRecord.FILE)).exists();
              var file =
                  new EvaluationFile(Map.of(METRIC, value), Map.of(), 1, "all", 0, null, null);
              file.write(out);
              return "scored";
            });
  }

  private static ModelAt of(Stage train) {
    return new ModelAt.Made(train, "");
  }

  /** Chooses among trainings; those that do not diverge score their rate. */
  private Stage choice(String... rates) {
    List<Candidate> candidates = new ArrayList<>();
    for (String rate : rates) {
      Stage dev = evaluate("dev " + rate, of(train(rate)), Double.parseDouble(rate));
      candidates.add(new Candidate(rate, List.of(new Evaluated(dev, METRIC))));
    }
    return ChoiceStage.of("shelf", "train.lr", candidates);
  }

  private ModelAt chosen(String... rates) {
    return new ModelAt.Chosen(
        choice(rates), List.of(rates).stream().map(rate -> of(train(rate))).toList());
  }

  private Map<Stage, Outcome> run(Stage wanted) {
    return new Scheduler(store, Progress.SILENT).run(List.of(wanted));
  }

  @Test
  void aTrainingThatDivergedIsKeptAndNotTriedAgain() throws IOException {
    Stage train = train("41");
    Stage test = evaluate("41", of(train), 1);
    Map<Stage, Outcome> first = run(test);
    assertThat(made).containsExactly("41");
    String reason = "train 41 diverged at step 41: loss NaN";
    for (Stage stage : List.of(train, test))
      assertThat(first.get(stage))
          .isInstanceOfSatisfying(
              Outcome.Diverged.class, d -> assertThat(d.what().reason()).isEqualTo(reason));
    assertThat(store.folder(train).resolve("half.txt")).doesNotExist();
    assertThat(store.statistics(train)).hasValue(store.folder(train).resolve(Course.STATISTICS));
    assertThat(store.done(train)).isEmpty();
    assertThat(store.find(test)).isInstanceOf(Found.Absent.class);

    Map<Stage, Outcome> again = run(test);
    assertThat(made).containsExactly("41");
    assertThat(again.get(test)).isEqualTo(first.get(test));
    var inventory = Inventory.of(List.of(train, test), store);
    assertThat(List.of(train, test)).noneMatch(inventory::lacks);
  }

  @Test
  void theBestOfTheOthersIsChosen() throws IOException {
    ModelAt chosen = chosen("0.1", "41", "0.3", "0.2", "12");
    Stage test = evaluate("test", chosen, 1);
    for (int run = 0; run < 2; run++) {
      Map<Stage, Outcome> outcomes = run(test);
      assertThat(outcomes.get(test)).isInstanceOf(Outcome.Finished.class);
      assertThat(outcomes.get(choice("0.1", "41", "0.3", "0.2", "12")))
          .isInstanceOfSatisfying(
              Outcome.Finished.class,
              f ->
                  assertThat(f.done().detail())
                      .isEqualTo(
                          "train.lr 0.3: nDCG@10 0.3000; 41 diverged at step 41, 12 diverged at"
                              + " step 12"));
      assertThat(made).hasSize(5 + 3 + 1).doesNotHaveDuplicates();
    }
    ChoiceFile file = ChoiceFile.read(store.folder(((ModelAt.Chosen) chosen).choice()));
    assertThat(file.chosen()).isEqualTo(2);
    assertThat(file.values()).containsExactly(0.1, Double.NaN, 0.3, 0.2, Double.NaN);
    assertThat(file.diverged())
        .isEqualTo(Map.of("41", "diverged at step 41", "12", "diverged at step 12"));
  }

  @Test
  void whereAllDivergedTheCellEndsWithTheirRates() {
    Stage test = evaluate("test", chosen("41", "12"), 1);
    for (int run = 0; run < 2; run++) {
      assertThat(run(test).get(test))
          .isInstanceOfSatisfying(
              Outcome.Diverged.class,
              d ->
                  assertThat(d.what().reason())
                      .isEqualTo(
                          "choice shelf has none of train.lr to choose: 41 diverged at step 41,"
                              + " 12 diverged at step 12. Give it lower ones"));
      assertThat(made).containsExactly("41", "12");
    }
  }

  @Test
  void checkpointsOfOneRunDivergeWithIt() {
    var candidates = new ArrayList<Candidate>();
    for (String step : List.of("2", "4")) {
      Stage dev = evaluate("step " + step, new ModelAt.Made(train("3"), step), 1);
      candidates.add(new Candidate(step, List.of(new Evaluated(dev, METRIC))));
    }
    Stage steps = ChoiceStage.of("shelf 3", "step", candidates);
    assertThat(run(steps).get(steps))
        .isInstanceOfSatisfying(
            Outcome.Diverged.class,
            d -> {
              assertThat(d.what().step()).isEqualTo(3);
              assertThat(d.what().why()).endsWith("train 3 diverged at step 3: loss NaN");
            });
  }

  @Test
  void whatAlsoReadsARivalItselfNeedsIt() {
    Stage diverged = train("41");
    var key = new StageKey("geometry", 1);
    key.rivals(some -> some.input(diverged).input(train("0.1")));
    key.input(diverged);
    Stage all = key.stage("all", (_, _) -> "looked");
    assertThat(run(all).get(all)).isInstanceOf(Outcome.Diverged.class);
    assertThat(all.rivals()).containsExactly(train("0.1"));
  }

  @Test
  void otherFailuresOfACandidateEndTheChoice() {
    Stage broken =
        new StageKey("train", 1)
            .stage(
                "broken",
                (_, _) -> {
                  throw new IOException("no space left");
                });
    Stage dev = evaluate("dev", of(broken), 1);
    Stage choice =
        ChoiceStage.of(
            "shelf",
            "train.lr",
            List.of(
                new Candidate("0.1", List.of(new Evaluated(dev, METRIC))),
                new Candidate(
                    "41", List.of(new Evaluated(evaluate("", of(train("41")), 1), METRIC)))));
    assertThat(run(choice).get(choice))
        .isEqualTo(new Outcome.Failed("not run, because train broken failed"));
  }

  @Test
  void ratesDoNotLearnFromATrainingThatEndedEarly() {
    Stage train = train("41");
    run(train);
    assertThat(Rates.of(store).seconds(train)).isZero();
    run(train("0.1"));
    assertThat(Rates.of(store).seconds(train)).isPositive();
  }

  @Test
  void keysAreTheSameWhetherAnInputIsARival() {
    Stage input = train("0.1");
    String needed = new StageKey("a", 1).input(input).stage("", null).key();
    String rival = new StageKey("a", 1).rivals(key -> key.input(input)).stage("", null).key();
    assertThat(rival).isEqualTo(needed);
  }

  @Test
  void aRecordOfADivergenceIsReadBack() throws IOException {
    Stage train = train("41");
    run(train);
    assertThat(StageRecord.read(store.folder(train)).divergence())
        .isEqualTo(Optional.of(new Divergence("train 41", 41, "diverged at step 41: loss NaN")));
    Files.writeString(store.folder(train).resolve(Course.STATISTICS), "other");
    assertThat(store.find(train)).isInstanceOf(Found.Damaged.class);
    assertThatThrownBy(() -> StageRecord.read(root)).isInstanceOf(StageRecord.Damaged.class);
  }
}
