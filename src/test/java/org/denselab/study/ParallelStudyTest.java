package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.base.AtomicFiles;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.StageRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages at once give the bits of one after the other; an unfinished study has a report too. */
class ParallelStudyTest {
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
        pretrain: {objective: crop, text: '%s', steps: 3, batch: 8, length: 16}
      tasks:
        - {name: shelf, data: '%s', metric: nDCG@10}
      negatives: {source: bm25, depth: 20, window: [1, 20], keep: 1}
      train: {steps: 4, batch: 8, lr: 1.0e-3, query_length: 12, passage_length: 24}
      seeds: [1, 2]
      sweep:
        tuning: [{kind: none}, {kind: full}, {kind: lora, rank: 2}]
      evaluate: {also: [R@10], depth: 20}
      """;

  @TempDir private Path folder;

  private StudyPlan plan() throws IOException {
    Path text = folder.resolve("text.txt");
    if (!Files.exists(text)) TinyCollection.write(folder.resolve("shelf"), text);
    Path yaml = folder.resolve("tiny.yaml");
    Files.writeString(yaml, STUDY.formatted(text, folder.resolve("shelf")));
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, ""));
  }

  private StudyResult run(String store, Parallel parallel) throws IOException {
    return StudyRun.run(
        plan(), new Store(folder.resolve(store)), Progress.SILENT, parallel, "test");
  }

  @Test
  void stagesAtOnceGiveTheSameBits() throws IOException {
    StudyResult one = run("one", Parallel.NONE);
    StudyResult many = run("many", new Parallel(3, 4, 4L << 30));
    assertThat(many.cells()).isEqualTo(one.cells());
    assertThat(many.comparisons()).isEqualTo(one.comparisons());
    assertThat(many.curves()).usingRecursiveComparison().isEqualTo(one.curves());
    assertThat(many.notes()).isEqualTo(one.notes());
    assertThat(many.stages())
        .extracting(StageRun::key)
        .containsExactlyElementsOf(one.stages().stream().map(StageRun::key).toList());
    assertThat(many.exit()).isEqualTo(one.exit()).isZero();
  }

  @Test
  void anUnfinishedStudyTellsWhatItHas() throws IOException {
    var store = new Store(folder.resolve("unfinished"));
    StudyPlan plan = plan();
    run("unfinished", Parallel.NONE);
    Stage lost =
        plan.stages().stream()
            .filter(s -> s.kind().equals("train") && s.title().contains("lora"))
            .findFirst()
            .orElseThrow();
    for (Stage stage : plan.stages())
      if (Agenda.order(List.of(stage)).contains(lost)) AtomicFiles.deleteTree(store.folder(stage));

    StudyResult soFar = StudyRun.soFar(plan, store, "test");
    assertThat(soFar.exit()).isEqualTo(130);
    assertThat(soFar.title()).contains("unfinished");
    assertThat(soFar.notes().getFirst()).contains("of " + plan.stages().size() + " stages");
    assertThat(soFar.cells())
        .filteredOn(cell -> cell.state().equals("failed"))
        .extracting(Cell::id, Cell::error)
        .allMatch(cell -> cell.toString().contains("lora"))
        .allMatch(cell -> cell.toString().contains("not done yet: train " + lost.title()))
        .hasSize(2);
    assertThat(soFar.stages())
        .filteredOn(stage -> stage.state().equals("pending"))
        .hasSizeBetween(4, 6);

    String name = lost.kind() + " " + lost.title();
    List<String> lines = StudyStatus.of(plan, store).lines(Set.of(name));
    assertThat(lines.getFirst()).contains(" 1 running, 0 failed, ");
    assertThat(String.join("\n", lines))
        .containsPattern("running +\\d+ of +\\d+ stages +dense-lora");
    Failures.begin(store.reports().resolve("tiny")).add(lost, "no memory");
    assertThat(String.join("\n", StudyStatus.of(plan, store).lines(Set.of())))
        .contains("failed: " + name + ": no memory", " 0 running, ");
  }
}
