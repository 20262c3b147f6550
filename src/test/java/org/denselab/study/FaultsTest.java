package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.denselab.base.AtomicFiles;
import org.denselab.base.FaultyDisk;
import org.denselab.base.FaultyDisk.Fault;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.StageRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of file that a stage leaves, and every way in which a disk goes wrong at it: the
 * failure is named, nothing half is taken for whole, and the run after it gives the same numbers.
 */
class FaultsTest {
  private static final String STUDY =
      """
      study: faults
      backbone:
        preset: bert-2x128
        num_hidden_layers: 1
        hidden_size: 16
        num_attention_heads: 2
        intermediate_size: 32
        vocab_size: 200
        tokenizer: {text: '%s'}
      tasks:
        - {name: shelf, data: '%s', metric: nDCG@10}
      negatives: {source: bm25, depth: 20, window: [1, 20], keep: 1}
      train: {steps: 2, batch: 8, query_length: 12, passage_length: 16}
      tuning: {kind: full}
      evaluate: {retrievers: [bm25, dense], depth: 20}
      """;

  /** Kind of stage and a part of the file's name. */
  private static final List<String> FILES =
      List.of(
          "index _0.cf",
          "index segments_",
          "bm25 run.txt",
          "negatives negatives.jsonl",
          "tokenizer tokenizer.json",
          "backbone model.safetensors",
          "train model.safetensors",
          "train optimizer.safetensors",
          "train losses.txt",
          "train statistics.bin",
          "encode passages.vectors",
          "dense run.txt",
          "evaluate evaluation.json",
          "evaluate stage.json");

  @TempDir private static Path folder;
  private static StudyPlan plan;
  private static Store store;
  private static StudyResult truth;

  static Stream<Arguments> everyFaultAtEveryFile() {
    return FILES.stream()
        .flatMap(
            file ->
                Arrays.stream(Fault.values())
                    .map(
                        fault ->
                            Arguments.of(
                                fault,
                                file.substring(0, file.indexOf(' ')),
                                file.substring(file.indexOf(' ') + 1))));
  }

  static Stream<Arguments> oneFaultAtEveryFile() {
    List<Arguments> all = everyFaultAtEveryFile().toList();
    int next = Fault.values().length + 1;
    return IntStream.range(0, FILES.size()).mapToObj(i -> all.get(i * next % all.size()));
  }

  @BeforeAll
  static void runUnbroken() throws IOException {
    Path text = folder.resolve("text.txt");
    TinyCollection.write(folder.resolve("shelf"), text);
    Path yaml = folder.resolve("faults.yaml");
    Files.writeString(yaml, STUDY.formatted(text, folder.resolve("shelf")));
    plan = StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, ""));
    store = new Store(folder);
    truth = run();
    assertThat(truth.exit()).isZero();
  }

  private static StudyResult run() throws IOException {
    return StudyRun.run(plan, store, Progress.SILENT, "test");
  }

  private static Stage stage(String kind) {
    return plan.stages().stream().filter(s -> s.kind().equals(kind)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource
  void oneFaultAtEveryFile(Fault fault, String kind, String name) throws Exception {
    isNamedAndTheNextRunGivesTheSameNumbers(fault, kind, name);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource
  void everyFaultAtEveryFile(Fault fault, String kind, String name) throws Exception {
    isNamedAndTheNextRunGivesTheSameNumbers(fault, kind, name);
  }

  private static void isNamedAndTheNextRunGivesTheSameNumbers(Fault fault, String kind, String name)
      throws Exception {
    Stage stage = stage(kind);
    AtomicFiles.deleteTree(store.folder(stage));
    var disk =
        new FaultyDisk(fault, path -> path.toString().contains(kind + "-") && isNamed(path, name));

    if (fault.name().startsWith("CRASH")) {
      // Lucene's files are named when they are made: their folder is renamed as a whole
      if (!kind.equals("index"))
        assertThat(catchThrowable(() -> disk.during(FaultsTest::run)))
            .isInstanceOf(FaultyDisk.Crash.class);
    } else {
      StudyResult failed = disk.during(FaultsTest::run);
      assertThat(failed.exit()).isEqualTo(3);
      assertThat(failed.stages())
          .filteredOn(s -> s.state().equals("failed") && s.kind().equals(kind))
          .singleElement()
          .extracting(StageRun::detail)
          .asString()
          .contains(name)
          .contains("cannot be written: ")
          .endsWith("run the same command again: what is finished is kept")
          .doesNotContain("\n");
    }
    if (!kind.equals("index") || !fault.name().startsWith("CRASH"))
      assertThat(disk.happened()).isTrue();
    assertThat(store.find(stage)).isNotInstanceOf(Store.Found.Damaged.class);

    StudyResult after = run();
    assertThat(after.exit()).isZero();
    assertThat(after.cells()).isEqualTo(truth.cells());
  }

  /** A byte of a finished file flips; then something needs the stage. */
  @ParameterizedTest
  @MethodSource("oneFaultAtEveryFile")
  void aFlippedByteIsFoundBeforeItIsUsed(Fault unused, String kind, String name) throws Exception {
    Stage stage = stage(kind);
    Path file = file(store.folder(stage), name);
    byte[] written = Files.readAllBytes(file);
    byte[] flipped = written.clone();
    flipped[flipped.length / 2] ^= 1;
    Files.write(file, flipped);
    for (Stage each : plan.stages())
      if (each.kind().equals("evaluate") && !each.equals(stage))
        AtomicFiles.deleteTree(store.folder(each));

    StudyResult after = run();

    assertThat(after.exit()).isZero();
    assertThat(after.cells()).isEqualTo(truth.cells());
    assertThat(after.stages())
        .filteredOn(s -> s.key().equals(stage.key()))
        .extracting(StageRun::state)
        .containsExactly("done");
    // Lucene draws the ids of its segments, a record and statistics tell the time
    if (!kind.equals("index") && !name.equals("stage.json") && !name.equals("statistics.bin"))
      assertThat(file).hasBinaryContent(written);
  }

  private static Path file(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(path -> isNamed(path, name)).findFirst().orElseThrow();
    }
  }

  private static boolean isNamed(Path path, String name) {
    return path.getFileName().toString().contains(name);
  }
}
