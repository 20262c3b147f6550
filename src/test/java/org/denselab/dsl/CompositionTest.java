package org.denselab.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that build on files: {@code extends}, presets. */
class CompositionTest {
  @TempDir Path folder;
  private Workbench bench;

  @BeforeEach
  void library() {
    bench = Workbench.in(folder);
    bench.write(
        "dsl/recipes/base.yaml",
        """
        tuning: {kind: lora, rank: 4, lr: 0.001}
        seeds: [1, 2]
        train: {steps: 100, lr: 0.1, optimizer: {kind: adam, eps: 1.0e-6}}
        """);
    bench.write(
        "dsl/recipes/deep/fine.yaml", "extends: recipes/base\ntrain: {lr: 0.2, batch: 8}\n");
    bench.write(
        "dsl/backbones/tiny.yaml",
        """
        family: bert
        hidden_size: 8
        num_hidden_layers: 1
        num_attention_heads: 2
        intermediate_size: 16
        pooling: cls
        """);
  }

  private static final String STUDY =
      """
      study: dense
      backbone: {preset: tiny}
      tasks: [{name: search, data: atlas/search, metric: nDCG@10}]
      """;

  @Test
  void mapsMergeAlongTheChainAndListsReplace() {
    var study = bench.only(STUDY + "extends: recipes/deep/fine\nseeds: [7]\ntrain: {batch: 16}\n");
    assertThat(study.train().steps()).isEqualTo(100);
    assertThat(study.train().lr()).isEqualTo(0.2);
    assertThat(study.train().batch()).isEqualTo(16);
    assertThat(study.train().optimizer().eps()).isEqualTo(1e-6);
    assertThat(study.seeds()).containsExactly(7L);
  }

  @Test
  void anotherKindDropsWhatTheFileBeneathWroteForItsOwn() {
    var full = bench.only(STUDY + "extends: recipes/base\ntuning: {kind: full}\n");
    assertThat(full.tuning())
        .isInstanceOfSatisfying(Tuning.Full.class, t -> assertThat(t.lr()).isEqualTo(0.001));
    assertThat(bench.load(STUDY + "extends: recipes/base\n", "tuning.kind=none").cells())
        .singleElement()
        .satisfies(cell -> assertThat(cell.study().tuning()).isInstanceOf(Tuning.None.class));
    assertThat(bench.problems(STUDY + "extends: recipes/base\ntuning: {kind: full, rank: 2}\n"))
        .containsExactly("study.yaml:5:22: nothing reads tuning.rank: tuning.kind is full");
  }

  @Test
  void weightsReplaceThePresetOfTheFileBeneath() {
    bench.write("dsl/recipes/tiny.yaml", "backbone: {preset: tiny, hidden_size: 16}\n");
    String tasks = "study: dense\ntasks: [{name: a, data: atlas/search, metric: AP}]\n";
    var study = bench.only(tasks + "extends: recipes/tiny\nbackbone: {weights: models/minilm}\n");
    assertThat(study.backbone())
        .get()
        .isInstanceOfSatisfying(
            Backbone.Weights.class,
            b -> assertThat(b.weights()).isEqualTo(Path.of("models/minilm")));
  }

  @Test
  void problemsStandInTheFileThatHasThem() {
    bench.write("dsl/recipes/bad.yaml", "train: {step: 3}\ntasks: {}\n");
    assertThat(bench.problems(STUDY + "extends: recipes/bad\nprecision: fp8\n"))
        .containsExactly(
            "dsl/recipes/bad.yaml:1:9: unknown key \"step\" in train; did you mean \"steps\"?",
            "study.yaml:5:12: precision must be fp32 or bf16, but is \"fp8\"");
  }

  @Test
  void circlesAreRefused() {
    bench.write("dsl/recipes/a.yaml", "extends: recipes/b\n");
    bench.write("dsl/recipes/b.yaml", "extends: recipes/a\n");
    assertThat(bench.problems(STUDY + "extends: recipes/a\n"))
        .containsExactly(
            "dsl/recipes/b.yaml:1:10: extends goes in a circle: \"recipes/a\" builds on this file,"
                + " or is this file");
  }

  @Test
  void presetsGiveTheNumbersThatTheStudyDoesNot() {
    var study =
        bench.only(
            STUDY.replace("{preset: tiny}", "{preset: tiny, hidden_size: 16, pooling: mean}"));
    var backbone = (Backbone.Preset) study.backbone().orElseThrow();
    var bert = (Architecture.Bert) backbone.architecture();
    assertThat(bert.hiddenSize()).isEqualTo(16);
    assertThat(bert.intermediateSize()).isEqualTo(16);
    assertThat(bert.vocabSize()).isEqualTo(8192);
    assertThat(backbone.head().pooling()).isEqualTo(Head.Pooling.MEAN);
  }

  @Test
  void problemsOfPresetsStandInThePreset() {
    bench.write("dsl/backbones/tiny.yaml", "family: bert\nhiden_size: 8\n");
    assertThat(bench.problems(STUDY))
        .contains(
            "dsl/backbones/tiny.yaml:2:1: unknown key \"hiden_size\" in backbone; did you mean"
                + " \"hidden_size\"?",
            "study.yaml:2:11: \"num_hidden_layers\" is missing in backbone");
  }

  @Test
  void tasksSayWhatDiffersFromTheStudysNegatives() {
    var study =
        bench.only(
            """
            study: dense
            backbone: {preset: tiny}
            tuning: {kind: full}
            negatives: {source: bm25, depth: 50, keep: 2}
            tasks:
              - {name: a, data: atlas/search, metric: AP}
              - {name: b, data: atlas/tools, metric: AP, negatives: {keep: 3}}
              - {name: c, data: atlas/long, metric: AP, negatives: {source: file}}
            """);
    assertThat(study.tasks().get(0).negatives()).isEqualTo(study.negatives());
    var mined = (Negatives.Mined) study.tasks().get(1).negatives();
    assertThat(mined.keep()).isEqualTo(3);
    assertThat(mined.window()).containsExactly(1, 50);
    assertThat(study.tasks().get(2).negatives()).isInstanceOf(Negatives.Stored.class);
  }

  @Test
  void aStudyThatIsNotThereHasANeighbour() {
    bench.write("quickstart.yaml", STUDY);
    assertThatThrownBy(() -> bench.loader().load(folder.resolve("quikstart.yaml"), ""))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith(
            "quikstart.yaml:1:1: there is no such file; did you mean \"quickstart.yaml\"?");
  }

  @Test
  void aWordForAKindMergesLikeTheMapThatItStandsFor() {
    bench.write("dsl/recipes/word.yaml", "train: {optimizer: adam}\ntuning: {rank: 4}\n");
    String yaml =
        STUDY + "extends: recipes/word\ntrain: {optimizer: {eps: 1.0e-6}}\ntuning: lora\n";
    var study = bench.only(yaml);
    assertThat(study.train().optimizer()).isInstanceOf(Optimizer.Adam.class);
    assertThat(study.train().optimizer().eps()).isEqualTo(1e-6);
    var set = bench.load(yaml, "tuning=lora,train.optimizer.eps=1.0e-5").cells().getFirst().study();
    assertThat(set.tuning())
        .isInstanceOfSatisfying(Tuning.Lora.class, t -> assertThat(t.rank()).isEqualTo(4));
    assertThat(set.train().optimizer()).isInstanceOf(Optimizer.Adam.class);
    assertThat(set.train().optimizer().eps()).isEqualTo(1e-5);
    var swept = bench.load(yaml, "sweep.tuning=[full, lora]").cells().getLast().study();
    assertThat(swept.tuning())
        .isInstanceOfSatisfying(Tuning.Lora.class, t -> assertThat(t.rank()).isEqualTo(4));
  }
}
