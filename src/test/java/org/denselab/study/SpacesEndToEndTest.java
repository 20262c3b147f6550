package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.StudyResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study shows of its models' spaces, with a model of one layer and two seeds. */
class SpacesEndToEndTest {
  private static final String STUDY =
      """
      study: spaces
      seeds: [1, 2]
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
      train: {loss: triplet, steps: 4, checkpoints: [2, 4], batch: 8, lr: 1.0e-3, query_length: 12, passage_length: 24}
      sweep:
        tuning: [{kind: none}, {kind: full}, {kind: lora, rank: 2}]
      evaluate: {retrievers: [dense], depth: 20}
      analysis:
        geometry: {sample: 30, neighbours: 3}
        umap: {sample: 30, neighbours: 4}
        timing: {sample: 20, rounds: 2}
      """;

  @TempDir private Path folder;

  private StudyResult run(String set) throws IOException {
    Path text = folder.resolve("text.txt");
    Path shelf = folder.resolve("shelf");
    if (!Files.exists(shelf)) TinyCollection.write(shelf, text);
    Path yaml = folder.resolve("spaces.yaml");
    Files.writeString(yaml, STUDY.formatted(text, shelf));
    var plan = StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, set));
    return StudyRun.run(plan, new Store(folder), Progress.SILENT, "test");
  }

  @Test
  void theModelItselfAndChanceFindNegatives() throws IOException {
    String dense = "negatives={source: dense, depth: 20, window: [3, 12], keep: 2}";
    StudyResult result =
        run(
            "seeds=[1],analysis.geometry=none,analysis.umap=none,analysis.timing=none,sweep.tuning=[full],"
                + dense);
    assertThat(result.exit()).isZero();
    var mined = result.stages().stream().filter(stage -> stage.kind().equals("negatives")).toList();
    assertThat(mined)
        .singleElement()
        .satisfies(stage -> assertThat(stage.detail()).contains("ranks 3 to 12 of 60 passages"));
    String random = "negatives={source: random, count: 5, keep: 2}";
    result =
        run(
            "seeds=[1],analysis.geometry=none,analysis.umap=none,analysis.timing=none,sweep.tuning=[full],"
                + random);
    assertThat(result.stages())
        .filteredOn(stage -> stage.kind().equals("negatives"))
        .singleElement()
        .satisfies(
            stage ->
                assertThat(stage.detail())
                    .isEqualTo("40 queries, 40 with all 5 negatives, drawn from 60 passages"));
    Path file = minedFile();
    String given = "negatives={source: file, keep: 2, path: '" + file + "'}";
    result =
        run(
            "seeds=[1],analysis.geometry=none,analysis.umap=none,analysis.timing=none,sweep.tuning=[full],"
                + given);
    assertThat(result.exit()).isZero();
  }

  private Path minedFile() throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.endsWith("negatives.jsonl") && !file.toString().contains("/."))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void eachModelsSpaceIsMeasuredBesideItsBase() throws IOException {
    StudyResult result = run("");
    assertThat(result.exit()).isZero();
    List<Exhibit.Table> tables = of(result, Exhibit.Table.class, "Geometry");
    var passages = tables.getFirst();
    assertThat(passages.title()).isEqualTo("The space of passages, shelf test");
    assertThat(passages.rows())
        .extracting(row -> row.getFirst().text())
        .containsExactly("untrained", "base", "full", "lora");
    int kept = passages.columns().indexOf("neighbours kept");
    int cka = passages.columns().indexOf("CKA with the base");
    for (List<Exhibit.Entry> row : passages.rows()) {
      boolean base = row.getFirst().text().equals("base");
      assertThat(row.get(kept).value() == 1).isEqualTo(base);
      assertThat(row.get(cka).value() > .999999).isEqualTo(base);
      assertThat(row).allSatisfy(entry -> assertThat(entry.text()).isNotBlank());
    }
    var differences = tables.get(1);
    assertThat(differences.rows()).hasSize(3);
    double cosine = passages.rows().get(2).get(3).value() - passages.rows().get(1).get(3).value();
    assertThat(differences.rows().get(1).get(3).value()).isEqualTo(cosine);
    assertThat(differences.rows().get(1).get(3).text()).matches("[+-]\\S+ \\[\\S+, \\S+]");
    assertThat(of(result, Exhibit.Lines.class, "Geometry"))
        .hasSize(9)
        .allSatisfy(
            chart ->
                assertThat(chart.lines())
                    .extracting(Exhibit.Line::x)
                    .containsOnly(List.of(0.0, 2.0, 4.0)));
    var picture = of(result, Exhibit.Points.class, "Geometry").getFirst();
    assertThat(picture.clouds())
        .extracting(Exhibit.Cloud::panel)
        .containsExactly("untrained", "untrained", "base", "base", "full", "full", "lora", "lora");
    var timing = of(result, Exhibit.Table.class, "Inference").getFirst();
    assertThat(timing.rows())
        .extracting(row -> row.getFirst().text())
        .containsExactly("untrained", "base", "full", "lora, not merged", "lora, merged");
    assertThat(timing.rows().get(4).get(3).value()).isPositive();
    var training = of(result, Exhibit.Table.class, "Training costs").getFirst().rows();
    assertThat(training)
        .extracting(row -> row.getFirst().text())
        .containsExactly("untrained", "base", "full", "lora");
    assertThat(training.get(1).subList(1, 8)).extracting(Exhibit.Entry::text).containsOnly("–");
    assertThat(training.get(2).get(1).value()).isGreaterThan(training.get(3).get(1).value());
    for (var trained : training.subList(2, 4)) {
      assertThat(trained.subList(1, 5)).allMatch(entry -> entry.value() > 0);
      double tokensAStep = trained.get(2).value() / trained.get(3).value();
      assertThat(tokensAStep).isBetween(8.0 * 6, 8.0 * (12 + 24 + 24));
    }
    assertThat(run("").exhibits()).isEqualTo(result.exhibits());
  }

  private static <T extends Exhibit> List<T> of(StudyResult result, Class<T> kind, String section) {
    return result.exhibits().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(exhibit -> exhibit.section().equals(section))
        .toList();
  }
}
