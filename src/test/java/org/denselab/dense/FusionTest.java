package org.denselab.dense;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.denselab.data.Hit;
import org.denselab.data.Run;
import org.junit.jupiter.api.Test;

class FusionTest {
  private final Run bm25 =
      new Run("bm25", Map.of("q", List.of(new Hit("a", 12), new Hit("b", 9), new Hit("c", 6))));
  private final Run dense =
      new Run(
          "dense",
          Map.of("q", List.of(new Hit("c", .9), new Hit("d", .5)), "r", List.of(new Hit("a", .1))));

  @Test
  void reciprocalRanksAddUp() {
    var fused = Fusion.reciprocalRank(List.of(bm25, dense), 60, 3);
    assertThat(fused.tag()).isEqualTo("hybrid");
    assertThat(fused.of("q"))
        .containsExactly(
            new Hit("c", 1 / 63.0 + 1 / 61.0), new Hit("a", 1 / 61.0), new Hit("d", 1 / 62.0));
    assertThat(fused.of("r")).containsExactly(new Hit("a", 1 / 61.0));
  }

  @Test
  void scoresAreBroughtToOneScale() {
    var fused = Fusion.normalisedScores(List.of(bm25, dense), List.of(.4, .6), 10);
    assertThat(fused.of("q"))
        .containsExactly(new Hit("c", .6), new Hit("a", .4), new Hit("b", .2), new Hit("d", 0));
    assertThat(fused.of("r")).as("one hit: the best there is").containsExactly(new Hit("a", .6));
  }
}
