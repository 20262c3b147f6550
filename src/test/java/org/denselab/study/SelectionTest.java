package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.denselab.base.BadInput;
import org.denselab.base.Kept;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.StageRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dev chooses is what brute force would, and test is scored for nothing else. */
class SelectionTest {
  private static final String STUDY =
      """
      study: tiny
      seeds: [1, 2]
      backbone:
        preset: bert-2x128
        num_hidden_layers: 1
        hidden_size: 32
        num_attention_heads: 2
        intermediate_size: 64
        vocab_size: 300
        project: 16
      tuning: {kind: full}
      tasks:
        - {name: shelf, data: '%1$s/shelf', metric: nDCG@10, splits: {hold_out: 0.4}}
        - {name: alike, train: '%1$s/triples.jsonl', test: '%1$s/pairs.tsv', dev: '%1$s/dev.tsv', metric: spearman, negatives: {source: file}, retrievers: [dense]}
      negatives: {source: bm25, depth: 20, window: [1, 20], keep: 1}
      train: {steps: 6, checkpoints: [2, 4, 6], batch: 8, lr: 1.0e-2, query_length: 12, passage_length: 24}
      evaluate: {retrievers: [dense]}
      """;

  private static final String BEST = "select={rule: best},";
  private static final String STEPS = "select={rule: at, step: 6},sweep.select.step=[2, 4, 6],";
  private static final String RATES = "train.checkpoints=[6],sweep.train.lr=[1.0e-5, 3.0e-2, 0.3],";
  private static final String BEST_RATE = "select={rule: best, over: [train.lr]}," + RATES;
  private static final String ON_DEV = "evaluate.splits=[dev]";
  private static final String ON_TEST = "evaluate.splits=[test]";

  @TempDir private Path folder;
  private int steps;
  private int failures;

  @AfterEach
  void keepAsUsual() {
    System.clearProperty(Kept.SETTING);
  }

  private StudyPlan plan(String set) throws IOException {
    Path yaml = folder.resolve("tiny.yaml");
    if (!Files.exists(yaml)) {
      TinyCollection.write(folder.resolve("shelf"), folder.resolve("text.txt"));
      pairs();
      Files.writeString(yaml, STUDY.formatted(folder));
    }
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, set));
  }

  private void pairs() throws IOException {
    List<String> triples = new ArrayList<>();
    List<String> pairs = new ArrayList<>(List.of("score\tsentence1\tsentence2"));
    List<String> dev = new ArrayList<>(pairs);
    for (String thing : List.of("lamp", "kettle", "violin", "basket", "anvil", "ribbon"))
      for (String colour : List.of("red", "green", "blue")) {
        triples.add(
            "{\"anchor\": \"a %s %s\", \"positive\": \"the %s is %s\", \"negative\": \"no %s is %s\"}"
                .formatted(colour, thing, thing, colour, thing, colour));
        (triples.size() % 2 == 0 ? pairs : dev)
            .add(
                triples.size() % 5
                    + "\ta "
                    + colour
                    + " "
                    + thing
                    + "\ta "
                    + thing
                    + " on a shelf");
      }
    Files.write(folder.resolve("triples.jsonl"), triples);
    Files.write(folder.resolve("pairs.tsv"), pairs);
    Files.write(folder.resolve("dev.tsv"), dev);
  }

  private StudyResult run(StudyPlan plan) throws IOException {
    return StudyRun.run(plan, new Store(folder.resolve("store")), Progress.SILENT, "test");
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

  /** The row of the table of choices that a model has. */
  private static List<Exhibit.Entry> chosen(StudyResult result, String among, String model) {
    return result.exhibits().stream()
        .filter(e -> e.title().equals("Chosen on dev: " + among))
        .flatMap(e -> ((Exhibit.Table) e).rows().stream())
        .filter(row -> row.getFirst().text().equals(model))
        .findFirst()
        .orElseThrow();
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
  void aStudyThatChoosesGoesOnWhereItStopped() throws IOException {
    System.setProperty(Kept.SETTING, "0");
    var plan =
        plan(
            BEST_RATE.replace("over:", "seeds: [1], over:").replace("[6]", "[3, 6]")
                + "sweep.mixture.kind=[joint]");
    StudyResult whole = run("whole", plan, Integer.MAX_VALUE, Parallel.NONE);
    steps = 0;
    StudyResult broken = run("broken", plan, 15, Parallel.NONE);
    while (broken.stages().stream().map(StageRun::state).anyMatch("failed"::equals)) {
      assertThat(failures).isLessThan(60);
      broken = run("broken", plan, steps + 15, Parallel.NONE);
    }
    assertThat(failures).isGreaterThan(2);
    assertThat(broken.cells()).isEqualTo(whole.cells());
    assertThat(broken.exhibits()).isEqualTo(whole.exhibits());
    StudyResult parallel = run("parallel", plan, Integer.MAX_VALUE, new Parallel(2, 2, 4L << 30));
    assertThat(parallel.cells()).isEqualTo(whole.cells());
    assertThat(parallel.exhibits()).isEqualTo(whole.exhibits());
  }

  /** Fails at a training step, counted over all trainings and runs. */
  private StudyResult run(String store, StudyPlan plan, int failAt, Parallel parallel)
      throws IOException {
    Progress.Source failing =
        (_, _, _) ->
            new Progress() {
              @Override
              public void step(long count) {}

              @Override
              public synchronized void note(String remark) {
                if (++steps < failAt) return;
                failures++;
                throw new IllegalStateException("stopped");
              }

              @Override
              public void close() {}
            };
    return StudyRun.run(plan, new Store(folder.resolve(store)), failing, parallel, "test");
  }

  @Test
  void bm25AndTheWeightOfHybridAreTunedOnDev() throws IOException {
    String tuned =
        "seeds=[1],evaluate.depth=20,train.checkpoints=[6],"
            + "tasks.shelf.retrievers=[bm25, bm25_tuned, dense, hybrid],"
            + "evaluate.lexical.grid={k1: [0.1, 3.0], b: [0.0, 1.0]},"
            + "evaluate.hybrid={kind: tuned, weights: [0.0, 0.3, 1.0]}";
    StudyResult result = run(plan(tuned));
    String plain = "seeds=[1],evaluate.depth=20,train.checkpoints=[6],";
    String swept = ",sweep.evaluate.lexical.k1=[0.1, 3.0],sweep.evaluate.lexical.b=[0.0, 1.0],";
    List<Exhibit.Entry> row = chosen(result, "k1, b", "bm25, shelf");
    String only = plain + "tasks.shelf.retrievers=[bm25, dense]";
    for (Cell cell : run(plan(only + swept + ON_DEV)).cells())
      if (cell.retriever().equals("bm25") && cell.settings().size() == 2) {
        var values = List.copyOf(cell.settings().values());
        int column =
            2 * (values.getFirst().equals("0.1") ? 0 : 1)
                + (values.getLast().equals("0.0") ? 0 : 1);
        assertThat(row.get(2 + column).value()).isEqualTo(cell.metrics().get("nDCG@10"));
      }
    String[] best = row.getLast().text().split(", ", 2);
    String set = ",evaluate.lexical.k1=" + best[0] + ",evaluate.lexical.b=" + best[1];
    assertThat(cell(result, "bm25_tuned").perQuery())
        .isEqualTo(cell(run(plan(only + set)), "bm25").perQuery());

    List<Exhibit.Entry> weights = chosen(result, "weight of dense", "hybrid, shelf");
    String fused = plain + "tasks.shelf.retrievers=[bm25, dense, hybrid],";
    String kind = "evaluate.hybrid={kind: score, weight: %s},";
    for (int i = 0; i < 3; i++) {
      String weight = List.of("0.0", "0.3", "1.0").get(i);
      var dev = run(plan(fused + kind.formatted(weight) + ON_DEV));
      assertThat(weights.get(2 + i).value())
          .isEqualTo(cell(dev, "hybrid").metrics().get("nDCG@10"));
    }
    var test = run(plan(fused + kind.formatted(weights.getLast().text()) + ON_TEST));
    assertThat(cell(result, "hybrid").perQuery()).isEqualTo(cell(test, "hybrid").perQuery());
  }

  private static Cell cell(StudyResult result, String retriever) {
    return result.cells().stream()
        .filter(cell -> cell.retriever().equals(retriever) && cell.task().equals("shelf"))
        .findFirst()
        .orElseThrow();
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
