package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.dsl.ResolvedStudy;
import org.denselab.dsl.StudyLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Studies whose data and weights are not here can be planned, and not run. */
class StandInsTest {
  private static final StudyLoader LOADER = new StudyLoader(Path.of("dsl"), Map.of());
  private static final String STUDY =
      """
      study: far
      settings:
        beir: {env: FAR_BEIR}
        models: {env: FAR_MODELS}
      tasks: [{name: facts, train: "${settings.beir}/%s", test: "${settings.beir}/scifact", metric: nDCG@10}]
      tuning: {kind: full}
      evaluate: {retrievers: [dense]}
      sweep:
        backbone.weights: ["${settings.models}/bert-base", "${settings.models}/qwen1.5-0.5b"]
      """;

  @TempDir private Path folder;

  private Path study(String train) throws IOException {
    return Files.writeString(folder.resolve("far.yaml"), STUDY.formatted(train));
  }

  @Test
  void aPlanTakesKnownCountsAndPresets() throws IOException {
    ResolvedStudy study = LOADER.withStandIns().load(study("fiqa"), "");
    assertThat(study.missing()).containsExactly("beir", "models");
    assertThat(study.cells())
        .extracting(cell -> cell.axes().get("backbone.weights"))
        .containsExactly("bert-base", "qwen1.5-0.5b");
    List<String> lines = PlanSummary.lines(StudyPlanner.plan(study), new Store(folder));
    assertThat(lines)
        .anyMatch(line -> line.startsWith("not given: settings.beir, settings.models"))
        .anyMatch(line -> line.contains("qwen1.5-0.5b has 463,987,712"));
    assertThat(lines).filteredOn(line -> line.startsWith("  qwen1.5-0.5b ")).hasSize(1);
    assertThat(lines).noneMatch(line -> line.contains("tokenizer"));
  }

  @Test
  void aRunRefuses() throws IOException {
    assertThatThrownBy(() -> LOADER.load(study("fiqa"), ""))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("settings.beir has no value")
        .hasMessageContaining("settings.models has no value");
    var plan = StudyPlanner.plan(LOADER.withStandIns().load(study("fiqa"), ""));
    assertThatThrownBy(() -> StudyRun.run(plan, new Store(folder), Progress.SILENT, "test"))
        .isInstanceOf(BadInput.class)
        .hasMessage("settings are not given: beir, models");
  }

  @Test
  void unknownDataIsNamed() throws IOException {
    var study = LOADER.withStandIns().load(study("fiqua"), "");
    assertThatThrownBy(() -> StudyPlanner.plan(study))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("far.yaml:5")
        .hasMessageContaining("no counts are known of fiqua")
        .hasMessageContaining("nearest is fiqa");
  }

  @Test
  void weightsWithoutAPresetOfTheirNameAreNamedWithTheirSetting() throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("base.yaml"),
            """
            study: base
            settings: {base: {env: DENSELAB_NOWHERE}}
            backbone: {weights: "${settings.base}"}
            tasks: [{name: facts, data: atlas/search, metric: nDCG@10}]
            tuning: {kind: none}
            """);
    assertThatThrownBy(() -> LOADER.withStandIns().load(yaml, ""))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("base.yaml:3:21: settings.base is not given, and no preset is called")
        .hasMessageContaining("give settings.base; there are bert-2x128")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void whatStandsInIsNoWordOfTheLanguage() throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("near.yaml"),
            "study: near\ntasks: [{name: a, data: 'missing:fiqa', metric: nDCG@10}]\n"
                + "evaluate: {retrievers: [bm25]}\n");
    var study = LOADER.load(yaml, "");
    assertThatThrownBy(() -> StudyPlanner.plan(study)).isInstanceOf(BadInput.class);
  }

  static Stream<Path> papers() throws IOException {
    try (var files = Files.list(Path.of("experiments", "paper"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("papers")
  void everyStudyOfThePapersCanBePlanned(Path file) throws IOException {
    var plan = StudyPlanner.plan(LOADER.withStandIns().load(file, ""));
    assertThat(PlanSummary.lines(plan, new Store(folder)))
        .anyMatch(line -> line.contains("A800-80GB"));
  }
}
