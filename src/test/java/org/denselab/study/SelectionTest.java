package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.denselab.study.ChoosingStudy.BEST_RATE;
import static org.denselab.study.ChoosingStudy.ON_DEV;
import static org.denselab.study.ChoosingStudy.ON_TEST;
import static org.denselab.study.ChoosingStudy.RATES;
import static org.denselab.study.ChoosingStudy.chosen;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.denselab.base.BadInput;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dev chooses is what brute force would, and test is scored for nothing else. */
class SelectionTest {
  private static final String BEST = "select={rule: best},";
  private static final String STEPS = "select={rule: at, step: 6},sweep.select.step=[2, 4, 6],";

  @TempDir private Path folder;

  private StudyPlan plan(String set) throws IOException {
    return new ChoosingStudy(folder).plan(set);
  }

  private StudyResult run(StudyPlan plan) throws IOException {
    return new ChoosingStudy(folder).run(plan);
  }

  /** A metric of each cell's dense row of a task, by the value of an axis. */
  private static Map<String, Double> scores(StudyResult result, String task, String axis) {
    assertThat(result.cells()).extracting(Cell::error).containsOnly("");
    return result.cells().stream()
        .filter(cell -> cell.task().equals(task) && cell.retriever().equals("dense"))
        .collect(
            Collectors.toMap(
                cell -> cell.settings().getOrDefault(axis, ""),
                cell -> cell.metrics().values().iterator().next()));
  }

  private static String highest(Map<String, Double> scores) {
    assertThat(scores.values().stream().distinct().count())
        .as("something to choose: " + scores)
        .isGreaterThan(1);
    return scores.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private static List<String> keys(StudyPlan plan, String kind, String titled) {
    return plan.stages().stream()
        .filter(stage -> stage.kind().equals(kind) && stage.title().contains(titled))
        .map(Stage::key)
        .toList();
  }

  @Test
  void theCheckpointThatIsBestOnDevIsTested() throws IOException {
    String one = "seeds=[1],";
    StudyPlan plan = plan(one + BEST);
    StudyResult result = run(plan);
    StudyResult dev = run(plan(one + STEPS + ON_DEV));
    StudyResult test = run(plan(one + STEPS + ON_TEST));
    for (String task : List.of("shelf", "alike")) {
      Map<String, Double> onDev = scores(dev, task, "select.step");
      String step = highest(onDev);
      List<Exhibit.Entry> row = chosen(result, "step", task);
      assertThat(row.getLast().text()).isEqualTo(step);
      for (int i = 0; i < 3; i++)
        assertThat(row.get(2 + i).value())
            .isCloseTo(onDev.get(List.of("2", "4", "6").get(i)), within(1e-12));
      assertThat(scores(result, task, "").get(""))
          .isEqualTo(scores(test, task, "select.step").get(step));
    }
    assertThat(keys(plan, "train", "")).isEqualTo(keys(plan(one), "train", ""));
    assertThat(keys(plan, "dense", "dev")).hasSize(3);
    assertThat(keys(plan, "dense", "")).as("test is searched once").hasSize(4);
    assertThat(keys(plan, "similarity", "")).hasSize(4);
    assertThat(plan.notes()).singleElement().asString().contains("steps [2, 4, 6]");
  }

  @Test
  void theRateThatIsBestOnDevIsTestedOfEachArm() throws IOException {
    String arms = "sweep.mixture.kind=[single, joint],";
    StudyPlan plan = plan(BEST_RATE + arms);
    assertThat(plan.study().cells()).hasSize(2);
    StudyResult result = run(plan);
    StudyResult dev = run(plan(RATES + arms + ON_DEV));
    StudyResult test = run(plan(RATES + arms + ON_TEST));
    assertThat(plan.rows())
        .allSatisfy(row -> assertThat(row.settings()).doesNotContainKey("train.lr"));
    Map<String, Double> both = null;
    for (String task : List.of("shelf", "alike")) {
      Map<String, Double> single = of(dev, "single", task);
      assertThat(chosen(result, "train.lr", task + " single").getLast().text())
          .isEqualTo(highest(single));
      assertThat(of(result, "single", task).get(""))
          .isEqualTo(of(test, "single", task).get(highest(single)));
      Map<String, Double> joint = of(dev, "joint", task);
      if (both == null) both = joint;
      else both.replaceAll((rate, value) -> (value + joint.get(rate)) / 2);
    }
    String rate = highest(both);
    assertThat(chosen(result, "train.lr", "2 tasks joint").getLast().text()).isEqualTo(rate);
    for (String task : List.of("shelf", "alike"))
      assertThat(of(result, "joint", task).get("")).isEqualTo(of(test, "joint", task).get(rate));
    assertThat(keys(plan, "dense", ", seed 1")).hasSize(2 * 3 + 2);
    assertThat(keys(plan, "choice", "")).hasSize(3);
    assertThat(keys(plan(BEST_RATE + arms), "evaluate", ""))
        .as("keys depend on nothing that is found out")
        .isEqualTo(keys(plan, "evaluate", ""));
  }

  private static Map<String, Double> of(StudyResult result, String arm, String task) {
    assertThat(result.cells()).extracting(Cell::error).containsOnly("");
    var scores = new java.util.HashMap<String, Double>();
    for (Cell cell : result.cells())
      if (cell.task().equals(task) && cell.settings().get("mixture.kind").equals(arm))
        scores.put(
            cell.settings().getOrDefault("train.lr", ""),
            cell.metrics().values().iterator().next());
    return scores;
  }

  @Test
  void oneSeedMayChooseForAll() throws IOException {
    String set = BEST_RATE.replace("over:", "seeds: [1], over:");
    StudyPlan plan = plan(set);
    StudyResult result = run(plan);
    StudyResult dev = run(plan(RATES + "seeds=[1]," + ON_DEV));
    String rate = highest(scores(dev, "shelf", "train.lr"));
    assertThat(chosen(result, "train.lr", "shelf").getLast().text()).isEqualTo(rate);
    assertThat(keys(plan, "train", "shelf")).as("three rates, then one").hasSize(3 + 1);
    StudyResult test = run(plan("train.checkpoints=[6],train.lr=" + rate));
    for (String task : List.of("shelf", "alike"))
      if (chosen(result, "train.lr", task).getLast().text().equals(rate))
        assertThat(scores(result, task, "")).isEqualTo(scores(test, task, ""));
  }

  @Test
  void checkpointAndRateAreChosenTogether() throws IOException {
    String set = BEST_RATE.replace("[6]", "[2, 6]");
    StudyResult result = run(plan(set));
    assertThat(result.cells()).extracting(Cell::error).containsOnly("");
    List<Exhibit.Entry> rates = chosen(result, "train.lr", "shelf");
    for (int i = 0; i < 3; i++) {
      double mean = 0;
      String rate = List.of("1.0e-5", "3.0e-2", "0.3").get(i);
      for (int seed = 1; seed <= 2; seed++) {
        var steps = chosen(result, "step", "shelf %s, seed %d".formatted(rate, seed));
        mean += Math.max(steps.get(2).value(), steps.get(3).value()) / 2;
      }
      assertThat(rates.get(2 + i).value()).isCloseTo(mean, within(1e-12));
    }
  }

  @Test
  void theLastCheckpointMayStandForARun() throws IOException {
    String last = BEST_RATE.replace("over:", "checkpoint: last, over:");
    StudyPlan plan = plan(last.replace("[6]", "[2, 6]"));
    assertThat(plan.stages())
        .filteredOn(stage -> stage.kind().equals("evaluate") && stage.title().startsWith("dev"))
        .as("three rates, two seeds")
        .hasSize(6)
        .allMatch(stage -> stage.title().endsWith("step 6"));
    assertThat(keys(plan, "choice", "")).hasSize(2);
    assertThat(plan.notes()).singleElement().asString().doesNotContain("steps");
  }

  @Test
  void howAModelIsReadHasNoSayInWhichIsChosen() throws IOException {
    String lengths = "sweep.evaluate.override.passage_length=[8, 24],";
    StudyPlan plan = plan(BEST_RATE + lengths);
    assertThat(plan.study().cells()).hasSize(2);
    assertThat(keys(plan, "choice", "")).isEqualTo(keys(plan(BEST_RATE), "choice", ""));
    assertThat(keys(plan, "train", "")).isEqualTo(keys(plan(BEST_RATE), "train", ""));
    assertThat(plan.stages())
        .filteredOn(stage -> stage.kind().equals("choice"))
        .extracting(Stage::title)
        .containsExactly("shelf", "alike");
    assertThat(keys(plan, "encode", "shelf 8")).as("each is read at its length").hasSize(2);
    assertThat(keys(plan, "encode", "shelf 24")).hasSize(2);
  }

  @Test
  void withoutDevNothingIsChosen() {
    String shelf = "tasks.shelf.splits.hold_out=none,";
    assertThatThrownBy(() -> plan(BEST + shelf))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("select chooses on dev, and task shelf has no split dev")
        .hasMessageContaining("train, test")
        .hasMessageContaining("hold_out");
    assertThatThrownBy(() -> plan(BEST + "tasks.alike.dev=none"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("select chooses on dev, and task alike")
        .hasMessageContaining("give it dev");
    assertThatThrownBy(() -> plan(BEST + shelf + "tasks.shelf.splits.dev=test"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("task shelf is tested on the same");
    assertThatThrownBy(() -> plan(shelf + "tasks.shelf.retrievers=[bm25_tuned, dense]"))
        .hasMessageContaining("evaluate.lexical.grid chooses on dev, and task shelf has no split");
    assertThatThrownBy(
            () ->
                plan(
                    shelf + "tasks.shelf.retrievers=[dense, hybrid],evaluate.hybrid={kind: tuned}"))
        .hasMessageContaining("evaluate.hybrid chooses on dev, and task shelf has no split");
  }
}
