package org.denselab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells that differ in what dev chooses are one. */
class RivalsTest {
  private static final String CHOOSING =
      Workbench.DENSE
          + """
          select: {rule: best, over: [train.lr]}
          sweep:
            backbone.preset: [bert-2x128, bert-3x192]
            train.lr: [1.0e-4, 1.0e-3, 3.0e-3]
          """;

  @TempDir Path folder;

  @Test
  void oneCellHasAllValuesOfWhatIsChosen() {
    var study = Workbench.in(folder).load(CHOOSING);
    assertThat(study.cells()).hasSize(2);
    assertThat(study.cells().getLast().axes()).isEqualTo(Map.of("backbone.preset", "bert-3x192"));
    assertThat(study.cells().getLast().rivals())
        .extracting(cell -> cell.study().train().lr())
        .containsExactly(1e-4, 1e-3, 3e-3);
  }

  @Test
  void theResolvedStudyChoosesLikewise() {
    var study = Workbench.in(folder).load(CHOOSING);
    var again = Workbench.in(folder).load(study.yaml());
    assertThat(again.hash()).isEqualTo(study.hash());
    assertThat(again.cells())
        .extracting(StudyCell::axes)
        .isEqualTo(study.cells().stream().map(StudyCell::axes).toList());
    assertThat(again.cells().getFirst().rivals()).hasSize(3);
  }

  @Test
  void whatIsCheckpointedAtOtherStepsIsNotChosenAmong() {
    assertThat(
            Workbench.in(folder)
                .problems(
                    Workbench.DENSE
                        + """
                        select: {rule: best, over: [train.steps]}
                        sweep: {train.steps: [100, 200]}
                        """))
        .singleElement()
        .asString()
        .contains("differ in more than train and tuning, or in train.checkpoints");
  }
}
