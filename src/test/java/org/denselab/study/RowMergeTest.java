package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.Report;
import org.junit.jupiter.api.Test;

class RowMergeTest {
  /**
   * @param model rows of one model have its evaluations
   * @param settings axis and value, in turn
   */
  private static Row row(String model, String... settings) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) map.put(settings[i], settings[i + 1]);
    Row made = StudyArms.arm("search", "dense", map, 0, .5).row();
    Stage evaluation = new StageKey("evaluate", 1).with("model", model).stage("", (_, _) -> "");
    return new Row(
        map, made.task(), made.at(), made.retriever(), 0, made.family(), List.of(evaluation));
  }

  private static List<String> arms(List<Row> rows) {
    return rows.stream().map(Row::arm).toList();
  }

  @Test
  void whatIsNotTunedIsOneRowAndTheBaselineOfAll() {
    List<Row> rows =
        RowMerge.merge(
            List.of(
                row("base", "tuning", "none", "negatives", "random", "loss", "triplet"),
                row("base", "tuning", "none", "negatives", "random", "loss", "infonce"),
                row("base", "tuning", "none", "negatives", "dense", "loss", "triplet"),
                row("a", "tuning", "full", "negatives", "random", "loss", "triplet"),
                row("b", "tuning", "full", "negatives", "random", "loss", "infonce"),
                row("c", "tuning", "full", "negatives", "dense", "loss", "triplet"),
                row("d", "tuning", "lora", "negatives", "dense", "loss", "triplet")));
    assertThat(arms(rows))
        .containsExactly(
            "dense-none",
            "dense-full-random-triplet",
            "dense-full-random-infonce",
            "dense-full-dense-triplet",
            "dense-lora-dense-triplet");
    var pairing = new Pairing("bm25", Optional.of(new Report.Delta("tuning", "none")));
    Row base = rows.getFirst();
    for (Row row : rows.subList(1, 5)) {
      assertThat(pairing.compares(row, base)).isTrue();
      assertThat(pairing.compares(base, row)).isFalse();
      assertThat(pairing.isDelta(row, base)).isTrue();
      for (Row other : rows.subList(1, 5)) assertThat(pairing.compares(row, other)).isFalse();
    }
  }

  @Test
  void checkpointsWithTheSameWeightsStayTwo() {
    assertThat(
            RowMerge.merge(
                List.of(row("m", "checkpoint", "a/step-1"), row("m", "checkpoint", "b/step-1"))))
        .hasSize(2);
  }

  @Test
  void rowsThatCouldNotBeToldApartStayAsTheyAre() {
    assertThat(
            arms(
                RowMerge.merge(
                    List.of(
                        row("m", "x", "1", "y", "1"),
                        row("m", "x", "2", "y", "1"),
                        row("n", "x", "1", "y", "2"),
                        row("n", "x", "1", "y", "3"),
                        row("o", "x", "2", "y", "2")))))
        .containsExactly("dense-1-1", "dense-2-1", "dense-1-2", "dense-1-3", "dense-2-2");
  }
}
