package org.denselab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -Dset}. */
class CommandLineTest {
  @TempDir Path folder;

  @Test
  void valuesAreYamlSplitAtTopLevelCommas() {
    var study =
        Workbench.in(folder)
            .load(
                Workbench.DENSE,
                "train.steps=50, seeds=[1,2],question=\"a, b\",tuning={kind: lora, targets: [query,"
                    + " value]},"
                    + "tasks.search.query={length: 20}, train.optimizer=adam,question2=1"
                        .replace(",question2=1", ""))
            .cells()
            .getFirst()
            .study();
    assertThat(study.train().steps()).isEqualTo(50);
    assertThat(study.seeds()).containsExactly(1L, 2L);
    assertThat(study.question()).isEqualTo("a, b");
    assertThat(study.tuning())
        .isInstanceOfSatisfying(
            Tuning.Lora.class, t -> assertThat(t.targets()).containsExactly("query", "value"));
    assertThat(study.tasks().getFirst().query().length()).isEqualTo(20);
    assertThat(study.train().optimizer()).isInstanceOf(Optimizer.Adam.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "train.stepps=5 | -Dset:1:1: unknown key \"stepps\" in train; did you mean \"steps\"?",
        "seeds=[1], train.batch=x | -Dset:1:24: train.batch must be a whole number of at least 1,"
            + " but is \"x\"",
        "train.batch | -Dset:1:1: expected path=value, but is \"train.batch\"",
        "train.batch= | -Dset:1:13: train.batch has no value",
        "train.batch=1,train.batch=2 | -Dset:1:15: train.batch is set twice",
        "seeds=[1,2 | -Dset:1:11: not YAML: expected ',' or ']', but got the end",
        "settings.x=1 | -Dset:1:1: no setting is called \"x\"",
        "tasks.serach.metric=AP | -Dset:1:1: unknown key \"serach\" in tasks; did you mean"
            + " \"search\"?",
        "train.steps.x=1 | -Dset:1:1: unknown key \"x\" in train.steps",
        "question=!!java.lang.String a | -Dset:1:10: tag \"!!java.lang.String\" is not allowed",
        "extends=recipes/contrastive | -Dset:1:1: unknown key \"extends\"; there are study,"
            + " question, seeds, data, backbone, tuning, tasks, negatives, train, mixture, select,"
            + " evaluate, precision, engine, memory, analysis, report and expect",
      })
  void problemsShowTheColumn(String set, String problem) {
    assertThat(Workbench.in(folder).problems(Workbench.DENSE, set)).isEqualTo(List.of(problem));
  }

  @Test
  void aSweptPathIsNotSetBeneathTheSweep() {
    assertThat(
            Workbench.in(folder)
                .problems(Workbench.DENSE + "sweep: {train.lr: [0.1, 0.2]}\n", "train.lr=0.3"))
        .containsExactly("-Dset:1:1: train.lr is swept: set sweep.train.lr=[…] instead");
  }
}
