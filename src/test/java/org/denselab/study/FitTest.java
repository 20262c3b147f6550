package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitTest {
  private static final long GIB = 1L << 30;
  private static final Budget SMALL = new Budget(3 * GIB, GIB, 64 * GIB);

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void writeCollection() throws IOException {
    TinyCollection.write(folder.resolve("shelf"), folder.resolve("text.txt"));
    store = new Store(folder.resolve("results"));
  }

  private StudyPlan plan(String set) throws IOException {
    Path yaml = folder.resolve("fit.yaml");
    Files.writeString(
        yaml,
        """
        study: fit
        backbone: {preset: bert-2x128, vocab_size: 300, tokenizer: {text: '%s'}}
        tasks:
          - {name: shelf, data: '%s', metric: nDCG@10}
        tuning: {kind: full}
        negatives: {source: bm25, depth: 20, window: [1, 20], keep: 1}
        train: {batch: 8, steps: 4, query_length: 32, passage_length: 64}
        evaluate: {retrievers: [bm25, dense], depth: 20}
        """
            .formatted(folder.resolve("text.txt"), folder.resolve("shelf")));
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, set));
  }

  @Test
  void whatFitsIsNotSpokenOf() throws IOException {
    assertThat(Fit.problems(plan(""), store, SMALL, 10 * GIB)).isEmpty();
  }

  @Test
  void aBatchThatIsTooLargeIsNamedWithTheLargestThatFits() throws IOException {
    List<String> problems = Fit.problems(plan("train.batch=500"), store, SMALL, 10 * GIB);

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst())
        .startsWith("-Dset:1:")
        .contains("train shelf needs about ")
        .contains("there are 1.0 GB of it (3.0 GB in all, 1.0 GB of it heap)")
        .containsPattern("train.batch: \\d+ fits instead of 500; give more with -Dmemory=\\d+g");
    int fits = Integer.parseInt(problems.getFirst().replaceAll(".*batch: (\\d+) fits.*", "$1"));
    assertThat(Fit.problems(plan("train.batch=" + fits), store, SMALL, 10 * GIB)).isEmpty();
    assertThat(Fit.problems(plan("train.batch=" + (fits + 1)), store, SMALL, 10 * GIB))
        .isNotEmpty();
    int gigabytes = Integer.parseInt(problems.getFirst().replaceAll(".*memory=(\\d+)g.*", "$1"));
    long heap = Math.min((gigabytes - 1) * GIB / 3, 8 * GIB); // as the launcher divides it
    var larger = new Budget(gigabytes * GIB, heap, 64 * GIB);
    assertThat(Fit.problems(plan("train.batch=500"), store, larger, 10 * GIB)).isEmpty();
  }

  @Test
  void whereNoBatchFitsOrTheMachineIsTooSmallItIsSaid() throws IOException {
    var tiny = new Budget(2 * GIB, GIB - (50L << 20), GIB);
    assertThat(Fit.problems(plan(""), store, tiny, 10 * GIB))
        .anyMatch(p -> p.contains("no train.batch fits, so lower the lengths"))
        .allMatch(p -> p.contains("or take a machine with"));
  }

  @Test
  void aDiskThatIsTooSmallIsNamed() throws IOException {
    assertThat(Fit.problems(plan(""), store, SMALL, 1 << 20))
        .singleElement()
        .asString()
        .contains("1 MB are free at " + store.root())
        .contains("-Dstore=DIR");
  }

  @Test
  void aRunRefusesBeforeItStartsAndPlanSaysSo() throws IOException {
    var plan = plan("train.batch=1000000");
    assertThatThrownBy(() -> StudyRun.run(plan, store, Progress.SILENT, "test"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("train.batch");
    assertThat(store.root()).doesNotExist();
    assertThat(PlanSummary.lines(plan, store)).anyMatch(line -> line.startsWith("does not fit: "));
  }

  @Test
  void timesComeFromWhatThisMachineTook() throws IOException {
    var plan = plan("");
    assertThat(PlanSummary.lines(plan, store)).anyMatch(line -> line.contains("nothing measured"));
    Stage slow = slow("first");
    store.publish(slow, store.begin(slow), new Store.Done(60, 0, 0, 0, 0, 1, ""));

    assertThat(Rates.of(store).seconds(slow("second"))).isEqualTo(30);
    assertThat(PlanSummary.lines(plan, store))
        .anyMatch(line -> line.contains("measured on this machine: train from 1"));
  }

  /** A stage that took three times what the model says. */
  private static Stage slow(String name) {
    double seconds = name.equals("first") ? 20 : 10;
    return new StageKey("train", 1)
        .with("name", name)
        .costing(new Stage.Estimate(seconds, 0, 0, null))
        .stage(name, (_, _) -> name);
  }
}
