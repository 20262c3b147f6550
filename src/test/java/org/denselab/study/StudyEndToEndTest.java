package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.denselab.model.ModelFolder;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.StageRun;
import org.denselab.text.Template;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From YAML to results on a collection of 60 passages, with a model of one layer. */
class StudyEndToEndTest {
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
        pretrain: {objective: %s, text: '%s', steps: 3, batch: 8, length: 16}
      tasks:
        - {name: shelf, data: '%s', metric: nDCG@10}
      negatives: {source: bm25, depth: 20, window: [1, 20], keep: 1}
      train: {steps: 4, batch: 8, lr: 1.0e-3, query_length: 12, passage_length: 24}
      sweep:
        tuning: [{kind: none}, {kind: full}, {kind: lora, rank: 2}]
      evaluate: {controls: [untrained, embeddings, embeddings_idf, training_queries], also: [R@10], depth: 20}
      expect:
        - {task: shelf, retriever: bm25, metric: nDCG@10, at_least: %s}
      """;

  @TempDir private Path folder;
  private Path text;

  @BeforeEach
  void writeCollection() throws IOException {
    text = folder.resolve("text.txt");
    TinyCollection.write(folder.resolve("shelf"), text);
  }

  private StudyPlan plan(String objective, String atLeast, String set) throws IOException {
    Path yaml = folder.resolve("tiny.yaml");
    Files.writeString(yaml, STUDY.formatted(objective, text, folder.resolve("shelf"), atLeast));
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, set));
  }

  private StudyResult run(StudyPlan plan) throws IOException {
    return StudyRun.run(plan, new Store(folder), Progress.SILENT, "test");
  }

  private static Map<String, Long> states(StudyResult result) {
    return result.stages().stream()
        .collect(Collectors.groupingBy(StageRun::state, Collectors.counting()));
  }

  @Test
  void everyArmComesOutAndASecondRunFindsIt() throws IOException {
    StudyResult first = run(plan("crop", "0.5", ""));
    assertThat(first.cells())
        .filteredOn(cell -> cell.slice().equals("all"))
        .extracting(Cell::id)
        .containsExactlyInAnyOrder(
            "bm25",
            "dense-none",
            "dense-full",
            "dense-lora",
            "hybrid-none",
            "hybrid-full",
            "hybrid-lora",
            "untrained",
            "embeddings",
            "embeddings_idf",
            "training_queries");
    assertThat(first.cells()).extracting(Cell::error).containsOnly("");
    assertThat(first.exit()).isZero();
    assertThat(first.curves()).hasSize(3);
    assertThat(states(first)).containsOnlyKeys("done");

    StudyResult second = run(plan("crop", "0.5", ""));
    assertThat(states(second)).containsOnlyKeys("cached");
    assertThat(second.cells()).isEqualTo(first.cells());
    assertThat(second.comparisons()).isEqualTo(first.comparisons());
  }

  @Test
  void aReportWithoutQueriesLooksIntoNone() throws IOException {
    StudyPlan with = plan("crop", "0.5", "");
    var store = new Store(folder);
    StudyResult full = run(with);
    assertThat(Exploration.of(with, store, full)).hasSize(1);
    assertThat(full.comparisons()).anySatisfy(c -> assertThat(c.gained()).isNotEmpty());

    StudyPlan without = plan("crop", "0.5", "report.queries=false");
    StudyResult small = StudyRun.soFar(without, store, "test");
    assertThat(Exploration.of(without, store, small)).isEmpty();
    assertThat(small.comparisons())
        .hasSameSizeAs(full.comparisons())
        .allSatisfy(c -> assertThat(c.gained()).isEmpty())
        .allSatisfy(c -> assertThat(c.lost()).isEmpty());
    assertThat(small.cells()).isEqualTo(full.cells());
  }

  @Test
  void controlsAreBaselinesThatNoSeedChangesButTheBag() throws IOException {
    StudyPlan plan = plan("crop", "0.5", "seeds=[1, 2]");
    for (Row row : plan.rows())
      if (row.retriever().startsWith("embeddings")) assertThat(row.drawn()).isTrue();
      else if (row.retriever().equals("training_queries")) assertThat(row.drawn()).isFalse();
    var expected =
        run(
            plan(
                "crop",
                "0.5",
                "sweep.tuning=[none],evaluate.retrievers=[dense],expect=[{task: shelf,"
                    + " retriever: dense, metric: nDCG@10, delta_over: training_queries, at_most:"
                    + " 1.0, at_least: -1.0}]"));
    assertThat(expected.expectations())
        .singleElement()
        .satisfies(e -> assertThat(e.met()).isTrue());
    assertThat(expected.comparisons())
        .extracting(StudyResult.Comparison::baseline)
        .contains("untrained", "embeddings", "embeddings_idf", "training_queries");
  }

  @Test
  void aDecoderLearnsTheNextTokenAndIsMeasuredOnHeldOutText() throws IOException {
    Path valid = folder.resolve("valid.txt");
    Files.writeString(valid, "the book about number 7 stands on shelf 3 beside the book of 8\n");
    String set =
        "sweep.tuning=[full],backbone.preset=llama-2x128,"
            + "backbone.pretrain.valid='%s'".formatted(valid);
    StudyResult result = run(plan("clm", "0.5", set));
    assertThat(result.exit()).isZero();
    assertThat(result.notes())
        .anySatisfy(
            note ->
                assertThat(note)
                    .contains("on valid.txt the loss is")
                    .contains("interpolated bigram"));
    assertThat(result.exhibits())
        .filteredOn(exhibit -> exhibit.section().equals("Pre-training"))
        .singleElement()
        .isInstanceOfSatisfying(
            Exhibit.Table.class,
            table -> {
              assertThat(table.rows()).hasSize(3);
              assertThat(table.rows().getFirst().get(1).value()).isBetween(4.0, 7.0);
            });
    try (var folders = Files.list(folder.resolve("checkpoints"))) {
      Path trained =
          folders.filter(f -> f.getFileName().toString().startsWith("train-")).findAny().get();
      var texts = ModelFolder.templates(trained.resolve("step-4"));
      assertThat(texts.query().first()).isEqualTo(Template.First.BOS);
      assertThat(texts.passage().last()).isEqualTo(Template.Last.EOS);
    }
  }

  @Test
  void instructionsAreAskedOneByOneAndAveraged() throws IOException {
    String common =
        "tasks.shelf.query={instructions: ['find: ', 'which? '], unseen: ['seek ', 'get ', 'a ']},"
            + "train.checkpoints=[2, 4],evaluate.retrievers=[dense],evaluate.controls=[],expect=[],"
            + "sweep.tuning=[full],";
    String sweep = common + "sweep.evaluate.override.instructions=[seen, unseen, none]";
    StudyResult result = run(plan("crop", "0.5", sweep));
    assertThat(result.cells()).extracting(Cell::error).containsOnly("");
    Map<String, String> over =
        result.cells().stream()
            .collect(
                Collectors.toMap(
                    c -> c.settings().get("evaluate.override.instructions"), Cell::averagedOver));
    assertThat(over.get("seen")).contains("each the mean of 2 instructions");
    assertThat(over.get("unseen")).contains("each the mean of 3 instructions");
    assertThat(over.get("none")).doesNotContain("instructions");
    assertThat(result.stages()).filteredOn(s -> s.kind().equals("train")).hasSize(1);
    assertThat(result.stages()).filteredOn(s -> s.kind().equals("encode")).hasSize(1);
    assertThat(result.stages()).filteredOn(s -> s.kind().equals("dense")).hasSize(6);

    StudyResult steps =
        run(plan("crop", "0.5", common + "select={rule: at, step: 4},sweep.select.step=[2, 4]"));
    assertThat(steps.stages())
        .filteredOn(s -> s.kind().equals("train"))
        .singleElement()
        .satisfies(s -> assertThat(s.state()).isEqualTo("cached"));
    assertThat(steps.cells()).hasSize(2);
  }

  @Test
  void aChangedSettingRedoesWhatDependsOnIt() throws IOException {
    run(plan("mlm", "0.5", ""));
    StudyResult changed = run(plan("mlm", "0.5", "train.temperature=0.1"));
    assertThat(changed.stages())
        .filteredOn(stage -> stage.state().equals("done"))
        .extracting(StageRun::kind)
        .containsOnly("train", "encode", "dense", "fuse", "evaluate")
        .filteredOn("train"::equals)
        .hasSize(2);
  }

  @Test
  void anExpectationThatFallsShortEndsWithOne() throws IOException {
    StudyResult result =
        run(
            plan(
                "crop",
                "0.5",
                "sweep.tuning=[none],evaluate.retrievers=[bm25, dense],expect=[{task: shelf,"
                    + " retriever: bm25, metric: nDCG@10, equals: 0.25, tolerance: 0.01}]"));
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.expectations())
        .singleElement()
        .satisfies(e -> assertThat(e.met()).isFalse())
        .satisfies(e -> assertThat(e.statement()).contains("equals 0.25"));
  }

  @Test
  void dataThatIsMissingIsSaidWithItsPlaceBeforeAnythingRuns() {
    assertThatThrownBy(
            () -> plan("crop", "0.5", "tasks=[{name: shelf, data: /no/such, metric: nDCG@10}]"))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("-Dset:1:")
        .hasMessageContaining("/no/such");
    assertThat(List.of(folder.toFile().list())).doesNotContain("checkpoints", "reports");
  }

  @Test
  void aPlanSaysWhatCouldNotBeSeen() throws IOException {
    var plan = plan("crop", "0.5", "sweep.tuning=[none]");
    var store = new Store(folder);
    assertThat(PlanSummary.lines(plan, store))
        .contains("smallest differences found four times in five, each on its own at level .050:")
        .anyMatch(line -> line.contains("shelf, test, 20 queries and 1 seed: .231 (from a prior"));
    run(plan);
    assertThat(PlanSummary.lines(plan, store))
        .anyMatch(line -> line.contains("(measured with 1 seed): dense over untrained"))
        .noneMatch(line -> line.contains("prior"));
  }

  /** Nothing is cut off these short texts, so that both find the same. */
  @Test
  void aPlanTakesNoCertaintyFromSameScores() throws IOException {
    var plan =
        plan("crop", "0.5", "sweep.tuning=[none],evaluate.retrievers=[bm25, bm25_cut, dense]");
    run(plan);
    assertThat(PlanSummary.lines(plan, new Store(folder)))
        .anyMatch(line -> line.contains(": .231 (from a prior, as all measured"))
        .anyMatch(line -> line.contains("(measured"))
        .noneMatch(line -> line.contains(".000 (measured"));
  }
}
