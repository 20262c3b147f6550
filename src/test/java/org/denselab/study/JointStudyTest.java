package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.denselab.base.Kept;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.StageRun;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.TrainStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One model for tasks of three sorts, beside a model for each. */
class JointStudyTest {
  private static final int STEPS_A_RUN = 5;
  private static final String STUDY =
      """
      study: tiny
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
        - {name: shelf, data: '%1$s/shelf', metric: nDCG@10}
        - {name: cupboard, data: '%1$s/cupboard', metric: nDCG@5, query: {prefix: 'find: ', length: 8, truncate: left}}
        - {name: alike, train: '%1$s/triples.jsonl', test: '%1$s/pairs.tsv', metric: spearman, negatives: {source: file}, retrievers: [dense]}
      negatives: {source: bm25, depth: 20, window: [1, 20], keep: 1}
      train: {steps: 4, checkpoints: [2, 4], batch: 8, lr: 1.0e-3, warmup: 1, query_length: 12, passage_length: 24}
      sweep: {mixture.kind: %2$s}
      evaluate: {retrievers: [dense]}
      """;

  @TempDir private Path folder;
  private int steps;
  private int failures;

  @BeforeEach
  void write() throws IOException {
    System.setProperty(Kept.SETTING, "0");
    TinyCollection.write(folder.resolve("shelf"), folder.resolve("text.txt"));
    TinyCollection.write(folder.resolve("cupboard"), folder.resolve("text.txt"));
    List<String> triples = new ArrayList<>();
    List<String> pairs = new ArrayList<>(List.of("score\tsentence1\tsentence2"));
    List<String> things = List.of("lamp", "kettle", "violin", "basket", "anvil", "ribbon");
    for (String thing : things)
      for (String colour : List.of("red", "green", "blue")) {
        triples.add(
            "{\"anchor\": \"a %s %s\", \"positive\": \"the %s is %s\", \"negative\": \"no %s is %s\"}"
                .formatted(colour, thing, thing, colour, thing, colour));
        pairs.add(
            triples.size() % 5 + "\ta " + colour + " " + thing + "\ta " + thing + " on the shelf");
      }
    Files.write(folder.resolve("triples.jsonl"), triples);
    Files.write(folder.resolve("pairs.tsv"), pairs);
  }

  @AfterEach
  void keepAsUsual() {
    System.clearProperty(Kept.SETTING);
  }

  private StudyPlan plan(String kinds, String set) throws IOException {
    Path yaml = folder.resolve("tiny.yaml");
    Files.writeString(yaml, STUDY.formatted(folder, kinds));
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, set));
  }

  private static Set<String> keys(StudyPlan plan, String kind) {
    return plan.stages().stream()
        .filter(stage -> stage.kind().equals(kind))
        .map(Stage::key)
        .collect(Collectors.toSet());
  }

  @Test
  void singleTwinsAreThoseOfAStudyOfSingleRuns() throws IOException {
    var both = plan("[single, joint]", "");
    var alone = plan("[single]", "");
    assertThat(keys(both, "train")).hasSize(3).isEqualTo(keys(alone, "train"));
    assertThat(keys(both, "joint")).hasSize(1);
    assertThat(keys(both, "negatives")).isEqualTo(keys(alone, "negatives"));
    assertThat(keys(plan("[joint]", "tasks.shelf.query.prefix=x"), "joint"))
        .isNotEqualTo(keys(both, "joint"));
  }

  @Test
  void aJointRunSaysWhatEachTaskTookPartWith() throws IOException {
    StudyResult result = run("whole", plan("[single, joint]", "mixture.match=examples"), -1);
    assertThat(result.cells()).extracting(StudyResult.Cell::error).containsOnly("");
    assertThat(result.notes())
        .anyMatch(n -> n.contains("3 tasks joint: shelf: 4 batches"))
        .anyMatch(n -> n.contains("3 tasks joint: alike: 18 training queries"))
        .anyMatch(n -> n.contains("3 tasks joint: 12 steps, learning rate to 0.001 over 3 steps"))
        .anyMatch(n -> n.contains("shelf single: 4 steps, learning rate to 0.001 over 1 steps"));
    for (String task : List.of("shelf", "cupboard", "alike"))
      assertThat(negatives(result, task + " single: "))
          .as("batches of the joint run are those of the single run of " + task)
          .isEqualTo(negatives(result, "3 tasks joint: " + task + ": "));
    assertThat(result.exhibits())
        .filteredOn(Exhibit.Lines.class::isInstance)
        .singleElement()
        .satisfies(
            exhibit ->
                assertThat(((Exhibit.Lines) exhibit).lines())
                    .extracting(Exhibit.Line::name)
                    .containsExactly("shelf", "cupboard", "alike"));
  }

  @Test
  void gradientsOfTasksAreHeldAgainstEachOther() throws IOException {
    String on = "analysis.conflict={batches: 2}";
    var plan = plan("[single, joint]", on + ",tuning={kind: lora}");
    assertThat(keys(plan, "conflict")).hasSize(1);
    assertThat(keys(plan("[joint]", on), "joint")).isEqualTo(keys(plan("[joint]", ""), "joint"));
    StudyResult result = run("whole", plan, -1);
    assertThat(result.stages()).extracting(StageRun::state).containsOnly("done");
    var grid =
        result.exhibits().stream()
            .filter(Exhibit.Grid.class::isInstance)
            .map(Exhibit.Grid.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(grid.title()).startsWith("Gradients of tasks at step 12: 3 tasks");
    for (int i = 0; i < 3; i++) {
      assertThat(grid.values().get(i).get(i)).isCloseTo(1, within(1e-6));
      assertThat(grid.values().get(i)).allMatch(cosine -> cosine > -1 && cosine < 1.000001);
    }
    assertThat(result.exhibits())
        .filteredOn(e -> e.title().startsWith("Gradients of tasks along"))
        .singleElement()
        .satisfies(
            lines ->
                assertThat(((Exhibit.Lines) lines).lines().getFirst().x())
                    .containsExactly(0.0, 6.0, 12.0));
  }

  @Test
  void aStepOfAJointRunIsThatManyOfEachTask() throws IOException {
    assertThat(selected("[joint]", "")).isEqualTo(TrainStage.checkpoint(2 * 3));
    assertThat(selected("[joint]", ",mixture.match=steps")).isEqualTo(TrainStage.checkpoint(2));
    assertThat(selected("[mixed]", "")).isEqualTo(TrainStage.checkpoint(2));
    assertThat(selected("[single]", "")).isEqualTo(TrainStage.checkpoint(2));
  }

  /** The checkpoint that is evaluated where step 2 is asked for. */
  private String selected(String kind, String set) throws IOException {
    var cells = plan(kind, "select={rule: at, step: 2}" + set).study().cells();
    var catalog = new Catalog(false, PretrainChains.of(cells));
    var model = new CellPlanner(cells.getFirst(), catalog).trained(1, 1);
    return ((ModelAt.Made) model).within();
  }

  private static String negatives(StudyResult result, String of) {
    return result.notes().stream()
        .filter(note -> note.startsWith(of) && note.contains("effective"))
        .map(note -> note.substring(of.length()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void jointAndMixedRunsGoOnWhereTheyStopped() throws IOException {
    var plan = plan("[joint, mixed]", "");
    StudyResult whole = run("whole", plan, -1);
    int undisturbed = steps;
    assertThat(undisturbed).isEqualTo(12 + 4);
    steps = 0;
    StudyResult broken = run("broken", plan, STEPS_A_RUN);
    while (broken.stages().stream().map(StageRun::state).anyMatch("failed"::equals)) {
      assertThat(failures).isLessThan(60);
      broken = run("broken", plan, steps + STEPS_A_RUN);
    }
    assertThat(failures).isGreaterThan(2);
    assertThat(steps).as("each failure takes back one step").isEqualTo(undisturbed + failures);
    assertThat(broken.cells()).isEqualTo(whole.cells());
    assertThat(broken.notes()).isEqualTo(whole.notes());
    assertThat(broken.exhibits()).isEqualTo(whole.exhibits());
  }

  @Test
  void aJointRunOfAsManyStepsAsOneSharesThemOut() throws IOException {
    var result =
        run(
            "whole",
            plan(
                "[joint]", "mixture.match=steps,mixture.weights={kind: temperature},train.steps=6"),
            -1);
    assertThat(result.notes())
        .anyMatch(n -> n.contains("shelf: 2 batches"))
        .anyMatch(n -> n.contains("joint: 6 steps"));
  }

  /** Fails at a training step, counted over all trainings and runs; -1 for never. */
  private StudyResult run(String store, StudyPlan plan, int failAt) throws IOException {
    Progress.Source failing =
        (_, _, _) ->
            new Progress() {
              @Override
              public void step(long count) {}

              @Override
              public void note(String remark) {
                if (++steps < failAt || failAt < 0) return;
                failures++;
                throw new IllegalStateException("stopped");
              }

              @Override
              public void close() {}
            };
    return StudyRun.run(plan, new Store(folder.resolve(store)), failing, "test");
  }
}
