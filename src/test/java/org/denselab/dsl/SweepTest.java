package org.denselab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells of a study. */
class SweepTest {
  @TempDir Path folder;

  private ResolvedStudy load(String more, String set) {
    return Workbench.in(folder).load(Workbench.DENSE + more, set);
  }

  private static List<Map<String, String>> axes(ResolvedStudy study) {
    return study.cells().stream().map(StudyCell::axes).toList();
  }

  @Test
  void oneCellWhereNothingIsSwept() {
    assertThat(axes(load("", ""))).containsExactly(Map.of());
  }

  @Test
  void axesMultiplyAndTheLastTurnsFastest() {
    var study = load("sweep: {train.steps: [100, 200], train.lr: [0.1, 3e-4]}\n", "");
    assertThat(axes(study))
        .containsExactly(
            Map.of("train.steps", "100", "train.lr", "0.1"),
            Map.of("train.steps", "100", "train.lr", "3e-4"),
            Map.of("train.steps", "200", "train.lr", "0.1"),
            Map.of("train.steps", "200", "train.lr", "3e-4"));
    assertThat(study.cells().getLast().study().train().steps()).isEqualTo(200);
    assertThat(study.cells().getLast().study().train().checkpoints()).containsExactly(200);
    assertThat(study.cells().getLast().study().tuning())
        .isInstanceOfSatisfying(Tuning.Full.class, t -> assertThat(t.lr()).isEqualTo(3e-4));
  }

  @Test
  void excludeDropsPartialAssignments() {
    var study =
        load(
            """
            sweep: {train.steps: [100, 200], train.lr: [0.1, 0.2], train.batch: [8]}
            exclude: [{train.steps: 100, train.lr: 0.2}]
            """,
            "");
    assertThat(axes(study))
        .extracting(a -> a.get("train.steps") + " " + a.get("train.lr"))
        .containsExactly("100 0.1", "200 0.1", "200 0.2");
  }

  @Test
  void mapsAreCalledByTheKeyThatTellsThemApart() {
    var study = load("sweep: {tuning: [none, {kind: lora, rank: 4}]}\n", "");
    assertThat(axes(study))
        .containsExactly(Map.of("tuning.kind", "none"), Map.of("tuning.kind", "lora"));
    var alike = load("sweep: {tuning: [{kind: lora, rank: 4}, {kind: lora, rank: 8}]}\n", "");
    assertThat(axes(alike)).containsExactly(Map.of("tuning.rank", "4"), Map.of("tuning.rank", "8"));
    var several =
        load(
            "sweep: {tuning: [none, {kind: lora, rank: 4, alpha: 8}, {kind: lora, rank: 8, alpha:"
                + " 8}, {kind: full}]}\n",
            "");
    assertThat(several.cells())
        .extracting(cell -> cell.axes().get("tuning"))
        .containsExactly("none", "lora 4", "lora 8", "full");
  }

  @Test
  void aKeyThatOneKindReadsMayStandBesideAnother() {
    var study =
        Workbench.in(folder)
            .load(
                Workbench.DENSE.replace("{kind: full}", "{rank: 4}")
                    + "sweep: {tuning.kind: [full, lora]}\n",
                "");
    assertThat(study.cells().getLast().study().tuning())
        .isInstanceOfSatisfying(Tuning.Lora.class, t -> assertThat(t.rank()).isEqualTo(4));
  }

  @Test
  void cellsThatDifferInNothingReadAreOne() {
    var study = load("sweep: {tuning.kind: [full, lora], tuning.rank: [4, 8]}\n", "");
    assertThat(axes(study))
        .containsExactly(
            Map.of("tuning.kind", "full"),
            Map.of("tuning.kind", "lora", "tuning.rank", "4"),
            Map.of("tuning.kind", "lora", "tuning.rank", "8"));
  }

  @Test
  void presetsSettingsAndItemsOfListsCanBeSwept() {
    var study =
        load(
            """
            settings: {length: 32}
            train: {query_length: "${settings.length}"}
            sweep:
              backbone.preset: [bert-2x128, bert-3x192]
              settings.length: [16, 48]
              tasks.search.passage.length: [64]
            """,
            "");
    var last = study.cells().getLast();
    assertThat(last.axes())
        .isEqualTo(
            Map.of(
                "backbone.preset", "bert-3x192",
                "settings.length", "48",
                "tasks.search.passage.length", "64"));
    assertThat(last.study().train().queryLength()).isEqualTo(48);
    assertThat(last.study().tasks().getFirst().passage().length()).isEqualTo(64);
    assertThat(last.study().backbone())
        .get()
        .isInstanceOfSatisfying(
            Backbone.Preset.class, b -> assertThat(b.architecture().longest()).isEqualTo(512));
  }

  @Test
  void theCommandLineSweeps() {
    var study =
        load("sweep: {train.lr: [0.1, 0.2]}\n", "sweep.train.lr=[0.5],sweep.train.batch=[8,16]");
    assertThat(axes(study))
        .containsExactly(
            Map.of("train.lr", "0.5", "train.batch", "8"),
            Map.of("train.lr", "0.5", "train.batch", "16"));
  }

  @Test
  void resolvedSweepsLoadToTheSameCells() {
    var study =
        load(
            """
            sweep:
              tuning: [none, {kind: lora, rank: 4, targets: [query, value]}]
              backbone.preset: [bert-2x128, bert-4x256]
              tasks.search.query.length: [16, 48]
            """,
            "");
    var again = Workbench.in(folder).load(study.yaml());
    assertThat(again.yaml()).isEqualTo(study.yaml());
    assertThat(axes(again)).isEqualTo(axes(study));
    assertThat(again.cells().stream().map(StudyCell::study))
        .isEqualTo(study.cells().stream().map(StudyCell::study).toList());
  }

  @Test
  void sweptValuesMayReferToSettings() {
    var study =
        load(
            "settings: {low: 0.5}\nsweep: {train.lr: [\"${settings.low}\", 0.75]}\n",
            "settings.low=0.25");
    assertThat(axes(study)).containsExactly(Map.of("train.lr", "0.25"), Map.of("train.lr", "0.75"));
  }

  @Test
  void aProblemOfSomeCellsSaysWhich() {
    assertThat(
            Workbench.in(folder)
                .problems(
                    Workbench.DENSE + "sweep: {train.batch: [1, 8, 0], train.lr: [0.1, 0.2]}\n"))
        .containsExactly(
            "study.yaml:5:5: task search has no negatives: none in the batch, none mined (where"
                + " train.batch is 1)",
            "study.yaml:6:29: train.batch must be a whole number of at least 1, but is 0");
  }
}
