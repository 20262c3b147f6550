package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.Summary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of two tasks, tested on those and on two that it never learned. */
class TransferStudyTest {
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
        tokenizer: {text: '%1$s/text.txt'}
      tuning: {kind: full}
      tasks:
        - {name: shelf, data: '%1$s/shelf', metric: nDCG@10}
        - {name: attic, test: '%1$s/attic', metric: nDCG@10}
        - {name: cupboard, data: '%1$s/cupboard', metric: nDCG@5, query: {prefix: 'find: '}}
        - {name: cellar, test: '%1$s/cellar', metric: nDCG@10}
      negatives: {source: bm25, depth: 20, window: [1, 20], keep: 1}
      train: {steps: 4, batch: 8, lr: 1.0e-3, query_length: 12, passage_length: 24}
      sweep: {mixture.kind: [joint, mixed]}
      evaluate: {retrievers: [dense]}
      report: {delta: {over: mixture.kind, baseline: joint}}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    for (String name : List.of("shelf", "attic", "cupboard", "cellar")) {
      TinyCollection.write(folder.resolve(name), folder.resolve("text.txt"));
      String more = "{\"_id\": \"more\", \"text\": \"nothing but the %s\"}%n".formatted(name);
      Files.writeString(folder.resolve(name + "/corpus.jsonl"), more, StandardOpenOption.APPEND);
    }
  }

  private StudyPlan plan(String set) throws IOException {
    Path yaml = folder.resolve("tiny.yaml");
    Files.writeString(yaml, STUDY.formatted(folder));
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, set));
  }

  private StudyResult run(String set) throws IOException {
    return StudyRun.run(
        plan(set), new Store(folder.resolve("checkpoints")), Progress.SILENT, "test");
  }

  @Test
  void allTasksAreTestedWithOneModelOfThoseThatAreTrainedOn() throws IOException {
    var cells = plan("").study().cells();
    var planner = new CellPlanner(cells.getFirst(), new Catalog(false, PretrainChains.of(cells)));
    for (int task = 1; task < 4; task++)
      assertThat(planner.trained(task, 1)).isEqualTo(planner.trained(0, 1));
    StudyResult result = run("");
    assertThat(result.cells()).hasSize(8).extracting(StudyResult.Cell::error).containsOnly("");
    assertThat(result.notes())
        .anyMatch(n -> n.contains("2 tasks joint: shelf: 4 batches"))
        .anyMatch(n -> n.contains("2 tasks joint: 8 steps"))
        .noneMatch(n -> n.contains("attic: 4 batches"));
  }

  @Test
  void whatIsLearnedAndWhatIsOnlyTestedHaveMeansOfTheirOwn() throws IOException {
    assertThat(run("").summaries())
        .filteredOn(s -> s.kind() == Summary.Kind.MEAN)
        .extracting(Summary::claim, Summary::tasks)
        .containsExactly(
            tuple("trained on", "shelf", "cupboard"), tuple("not trained on", "attic", "cellar"));
  }

  private static Tuple tuple(String kind, String... tasks) {
    return Tuple.tuple(
        "dense-mixed beats dense-joint on the mean of 2 tasks " + kind, List.of(tasks));
  }

  @Test
  void aTestIsHeldAgainstEverythingThatItsModelLearned() throws IOException {
    var overlaps =
        plan("").stages().stream()
            .filter(stage -> stage.kind().equals("contamination"))
            .map(Stage::title)
            .toList();
    assertThat(overlaps).hasSize(4 * 2);
  }

  @Test
  void aRateIsChosenOnTheDevQueriesOfWhatIsLearned() throws IOException {
    var plan =
        plan(
            "sweep.mixture.kind=[joint],sweep.train.lr=[1.0e-3, 1.0e-2],report.delta=none,"
                + "tasks.shelf.splits.hold_out=0.2,tasks.cupboard.splits.hold_out=0.2,"
                + "select={rule: best, split: dev, over: [train.lr]}");
    assertThat(plan.stages())
        .filteredOn(stage -> stage.kind().equals("evaluate") && stage.title().startsWith("dev"))
        .hasSize(4)
        .extracting(Stage::title)
        .noneMatch(title -> title.contains("attic") || title.contains("cellar"));
  }
}
