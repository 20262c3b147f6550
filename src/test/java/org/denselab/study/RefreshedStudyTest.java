package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.denselab.base.Kept;
import org.denselab.base.Progress;
import org.denselab.base.Sha256;
import org.denselab.dsl.ResolvedStudy;
import org.denselab.dsl.Study;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.StageRun;
import org.denselab.study.stage.Setting;
import org.denselab.study.stage.Stretch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hard negatives that the model mines anew while it is trained. */
class RefreshedStudyTest {
  private static final Set<String> CHAIN = Set.of("encode", "mine", "train");
  private static final int EVENTS_A_RUN = 4;
  private static final String TOWER =
      "{preset: bert-2x128, num_hidden_layers: 1, hidden_size: 32, num_attention_heads: 2,"
          + " intermediate_size: 64, vocab_size: 300, project: 16}";
  private static final String STUDY =
      """
      study: refreshed
      backbone: %s
      tuning: {kind: full}
      tasks:
        - {name: shelf, data: '%s', metric: nDCG@10}
      negatives: {source: dense, depth: 20, window: [1, 12], count: 6, keep: 2}
      train: {steps: 7, checkpoints: [2, 4, 7], batch: 8, lr: 1.0e-2, warmup: 1, query_length: 12, passage_length: 24}
      evaluate: {retrievers: [dense], depth: 20}
      """;

  @TempDir private Path folder;
  private int events;
  private int failures;

  @BeforeEach
  void write() throws IOException {
    System.setProperty(Kept.SETTING, "0");
    TinyCollection.write(folder.resolve("shelf"), folder.resolve("text.txt"));
  }

  @AfterEach
  void keepAsUsual() {
    System.clearProperty(Kept.SETTING);
  }

  private ResolvedStudy study(String backbone, String set) throws IOException {
    Path yaml = folder.resolve("refreshed.yaml");
    Files.writeString(yaml, STUDY.formatted(backbone, folder.resolve("shelf")));
    return new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, set);
  }

  private StudyPlan plan(String set) throws IOException {
    return StudyPlanner.plan(study(TOWER, set));
  }

  private static Set<String> keys(StudyPlan plan) {
    return plan.stages().stream().map(Stage::key).collect(Collectors.toSet());
  }

  private static List<Stage> stages(StudyPlan plan, String kind) {
    return plan.stages().stream().filter(stage -> stage.kind().equals(kind)).toList();
  }

  @Test
  void withoutARefreshNothingIsElse() throws IOException {
    assertThat(keys(plan("negatives.refresh=0"))).isEqualTo(keys(plan("")));
  }

  @Test
  void aChainOfStretchesSharesItsFirstNegatives() throws IOException {
    var plain = plan("");
    var plan = plan("negatives.refresh=3");
    assertThat(stages(plan, "train"))
        .extracting(Stage::title)
        .containsExactly("shelf, to step 3", "shelf, to step 6", "shelf");
    assertThat(stages(plan, "negatives"))
        .hasSize(3)
        .startsWith(stages(plain, "negatives").getFirst());
    assertThat(keys(plan)).doesNotContain(stages(plain, "train").getFirst().key());
    assertThat(stages(plan, "train").stream().mapToDouble(s -> s.estimate().seconds()).sum())
        .isCloseTo(stages(plain, "train").getFirst().estimate().seconds(), within(1e-9));
    assertThat(keys(plan("negatives.refresh=4"))).doesNotContainAnyElementsOf(trained(plan));
  }

  private static List<String> trained(StudyPlan plan) {
    return stages(plan, "train").stream().map(Stage::key).toList();
  }

  /** Weights, moments, place in the data, dropout and losses. */
  @ParameterizedTest
  @ValueSource(strings = {"{kind: full}", "{kind: lora, rank: 2, dropout: 0.2}"})
  void onEqualNegativesStretchesAreOneRunToTheBit(String tuning) throws IOException {
    sameBits(study(TOWER, "train.accumulate=2,tuning=" + tuning));
  }

  @Test
  void soAreThoseOfTwoTowers() throws IOException {
    sameBits(study("{query: " + TOWER + ", passage: " + TOWER + "}", ""));
  }

  private void sameBits(ResolvedStudy study) throws IOException {
    var catalog = new Catalog(false, PretrainChains.of(study.cells()));
    var cell = study.cells().getFirst();
    var models = new ModelPlanner(cell, catalog);
    TaskData task = catalog.task(cell, 0);
    Stage mined = new NegativesPlanner(cell, models).of(task, 0, 1);
    Stage whole = run(models, cell.study(), task, mined, Stretch.WHOLE);
    var stretch = Stretch.first(3, 7);
    Stage run = run(models, cell.study(), task, mined, stretch);
    while (!stretch.last()) {
      stretch = stretch.next(run);
      run = run(models, cell.study(), task, mined, stretch);
    }
    assertThat(run).isNotEqualTo(whole);
    var store = new Store(folder.resolve("store"));
    assertThat(new Scheduler(store, Progress.SILENT).run(List.of(whole, run)).values())
        .allMatch(Scheduler.Outcome.Finished.class::isInstance);
    assertThat(trainedFiles(store.folder(run))).isEqualTo(trainedFiles(store.folder(whole)));
  }

  private static Stage run(
      ModelPlanner models, Study study, TaskData task, Stage mined, Stretch stretch) {
    var train = Setting.said(study.train());
    return models.run(task, 0, 1, mined, "run", train, Setting.said(study.tuning()), stretch);
  }

  /** What a run leaves, without the settings of its stretch and the stage's record. */
  private static Map<String, String> trainedFiles(Path stage) throws IOException {
    var files = new TreeMap<String, String>();
    var json = JsonMapper.builder().build();
    try (Stream<Path> all = Files.walk(stage)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = stage.relativize(file).toString();
        if (name.endsWith("state.json")) {
          var state = (ObjectNode) json.readTree(file.toFile());
          state.remove("settings");
          files.put(name, state.toString());
        } else if (name.startsWith("step-") || name.equals("losses.txt")) {
          files.put(name, Sha256.of(file));
        }
      }
    }
    for (int step : List.of(2, 4, 7)) assertThat(files).containsKey("step-" + step + "/state.json");
    assertThat(files).hasSizeGreaterThan(9);
    return files;
  }

  @Test
  void theReportSaysHowManyNegativesAreNew() throws IOException {
    StudyResult result = run("whole", plan("negatives.refresh=3"), -1);
    assertThat(result.exit()).isZero();
    assertThat(result.curves()).singleElement().satisfies(c -> assertThat(c.x()).hasSize(7));
    assertThat(result.notes())
        .filteredOn(note -> note.endsWith(" % of the negatives are others than before"))
        .hasSize(2)
        .anyMatch(note -> note.startsWith("shelf train, by shelf, step 3: "))
        .anyMatch(note -> note.startsWith("shelf train, by shelf, step 6: "))
        .noneMatch(note -> note.contains(": 0.0 %"));
  }

  @Test
  void aChainGoesOnWhereverItWasStopped() throws IOException {
    var plan = plan("negatives.refresh=3");
    StudyResult whole = run("whole", plan, -1);
    events = 0;
    StudyResult broken = run("broken", plan, EVENTS_A_RUN);
    while (broken.stages().stream().map(StageRun::state).anyMatch("failed"::equals)) {
      assertThat(failures).isLessThan(60);
      broken = run("broken", plan, events + EVENTS_A_RUN);
    }
    assertThat(failures).isGreaterThan(5);
    assertThat(broken.cells()).isEqualTo(whole.cells());
    assertThat(broken.notes()).isEqualTo(whole.notes());
    Stage last = stages(plan, "train").getLast();
    assertThat(trainedFiles(new Store(folder.resolve("broken")).folder(last)))
        .isEqualTo(trainedFiles(new Store(folder.resolve("whole")).folder(last)));
  }

  /** Fails at some progress of the chain's stages, counted over all runs; -1 for never. */
  private StudyResult run(String store, StudyPlan plan, int failAt) throws IOException {
    Progress.Source failing =
        (work, _, _) ->
            new Progress() {
              @Override
              public void step(long count) {
                if (!CHAIN.contains(work) || ++events < failAt || failAt < 0) return;
                failures++;
                throw new IllegalStateException("stopped");
              }

              @Override
              public void note(String remark) {}

              @Override
              public void close() {}
            };
    return StudyRun.run(plan, new Store(folder.resolve(store)), failing, "test");
  }
}
