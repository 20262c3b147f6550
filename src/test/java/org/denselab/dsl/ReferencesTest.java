package org.denselab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** <code>${…}</code> and settings. */
class ReferencesTest {
  @TempDir Path folder;

  private Study only(String more) {
    return Workbench.in(folder).only(Workbench.SMALL + more);
  }

  @Test
  void referencesFollowKeysDefaultsAndSettings() {
    var study =
        only(
            """
            settings: {rate: 0.5}
            train: {lr: "${settings.rate}", temperature: "${.lr}", warmup: 10, steps: "${.warmup}0"}
            question: at ${train.lr} and ${evaluate.lexical.k1} on ${tasks.search.data}, not $${this}
            """);
    assertThat(study.train().temperature()).isEqualTo(0.5);
    assertThat(study.question()).isEqualTo("at 0.5 and 0.9 on atlas/search, not ${this}");
  }

  @Test
  void aWholeReferenceTakesListsAndMaps() {
    var study =
        only(
            """
            seeds: [3, 4]
            train: {checkpoints: "${seeds}"}
            expect:
              - {task: search, retriever: "${tasks.search.retrievers.0}", metric: "${tasks.search.metric}", at_least: 0.1}
            """);
    assertThat(study.train().checkpoints()).containsExactly(3, 4);
    assertThat(study.expect().getFirst().retriever()).isEqualTo("bm25");
  }

  @Test
  void charactersSurviveBeingResolved() {
    String question = "\"is it: a 'question' ${seeds.0}, #1 or {2}? \\u00e4 \\u4e2d $${x}\"";
    var study = Workbench.in(folder).load(Workbench.SMALL + "question: " + question + "\n");
    assertThat(study.question()).isEqualTo("is it: a 'question' 1, #1 or {2}? ä 中 ${x}");
    assertThat(Workbench.in(folder).load(study.yaml()).question()).isEqualTo(study.question());
  }

  @Test
  void settingsComeFromTheCommandLineThenTheEnvironmentThenTheDefault() {
    String yaml =
        Workbench.SMALL
            + "settings: {batch: {env: BATCH, default: 8, doc: queries a batch}}\n"
            + "train: {batch: \"${settings.batch}\"}\n";
    var plain = Workbench.in(folder);
    var set = new Workbench(folder, Map.of("BATCH", "16"));
    assertThat(plain.only(yaml).train().batch()).isEqualTo(8);
    assertThat(set.only(yaml).train().batch()).isEqualTo(16);
    var given = set.load(yaml, "settings.batch=32").cells().getFirst().study();
    assertThat(given.train().batch()).isEqualTo(32);
    assertThat(new Workbench(folder, Map.of("BATCH", "many")).problems(yaml))
        .containsExactly(
            "study.yaml:6:16: train.batch must be a whole number of at least 1, but is \"many\"");
  }

  @Test
  void textThatDoublesEndsInAProblem() {
    var laughs = new StringBuilder("settings:\n  a0: \"\"\n");
    for (int i = 1; i < 40; i++)
      laughs.append("  a%d: ${settings.a%d}${settings.a%d}\n".formatted(i, i - 1, i - 1));
    assertThat(
            Workbench.in(folder).problems(Workbench.SMALL + laughs + "question: ${settings.a39}\n"))
        .singleElement()
        .asString()
        .contains("leads through too many references");
  }

  @Test
  void whatAllCellsShareDoesNotReferToWhatIsSwept() {
    assertThat(
            Workbench.in(folder)
                .problems(
                    Workbench.DENSE
                        + "sweep: {train.batch: [8, 16]}\nquestion: with ${train.batch}?\n"))
        .containsExactly(
            "study.yaml:7:11: question refers to what is swept, and all cells share it");
  }
}
