package org.denselab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.denselab.backbone.Head;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mean that begins at some token, against sums by hand, forward and backward. */
class PooledFromTest {
  private static final GoldenFolder BERT =
      new GoldenFolder(Path.of("src/test/resources/golden/bert"));
  private static final int[][] IDS = {{1, 7, 9, 4, 2}, {1, 5, 2}, {1, 8, 3, 6, 4, 9, 2}};
  private static final int[] FROM = {2, 0, 6};

  private static String last(Program program) {
    int layer = 0;
    while (program.taps().containsKey("hidden." + (layer + 1))) layer++;
    return "hidden." + layer;
  }

  @ParameterizedTest
  @EnumSource
  void theMeanIsOfWhatIsLeft(TestedEngine tested) {
    try (var program = BERT.program(Head.of(Pooling.MEAN, false))) {
      String hidden = last(program);
      var request = Request.inference(hidden, "pooled");
      try (var run = tested.engine().compile(program, request)) {
        var taps = run.forward(Batch.of(IDS, FROM));
        Matrix rows = taps.get(hidden);
        Matrix pooled = taps.get("pooled");
        for (int i = 0, first = 0; i < IDS.length; first += IDS[i++].length)
          for (int j = 0; j < rows.columns(); j++) {
            double sum = 0;
            for (int t = FROM[i]; t < IDS[i].length; t++) sum += rows.at(first + t, j);
            assertThat((double) pooled.at(i, j))
                .isCloseTo(sum / (IDS[i].length - FROM[i]), within(1e-5));
          }
        // a batch that says nothing pools all, whatever came before it
        Matrix all = run.forward(Batch.of(IDS)).get("pooled");
        assertThat(all.at(1, 0)).isEqualTo(pooled.at(1, 0));
        assertThat(all.at(0, 0)).isNotEqualTo(pooled.at(0, 0));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGradientReachesWhatWasPooled(TestedEngine tested) {
    try (var program = BERT.program(Head.of(Pooling.MEAN, false))) {
      String hidden = last(program);
      var request = new Request(List.of("pooled"), List.of("pooled"), List.of(hidden));
      try (var run = tested.engine().compile(program, request);
          var gradients = new Gradients(program.parameters())) {
        var batch = Batch.of(IDS, FROM);
        Matrix pooled = run.forward(batch).get("pooled");
        var seed = new Matrix(pooled.rows(), pooled.columns());
        for (int i = 0; i < seed.values().length; i++) seed.values()[i] = 1 + i;
        Matrix got = run.backward(batch, Map.of("pooled", seed), gradients).get(hidden);
        for (int i = 0, first = 0; i < IDS.length; first += IDS[i++].length)
          for (int t = 0; t < IDS[i].length; t++)
            for (int j = 0; j < seed.columns(); j++) {
              double want = t < FROM[i] ? 0 : seed.at(i, j) / (IDS[i].length - FROM[i]);
              assertThat((double) got.at(first + t, j)).isCloseTo(want, within(1e-4));
            }
      }
    }
  }

  /** The first and the last token are where they are. */
  @ParameterizedTest
  @EnumSource
  void onlyMeansLookAtIt(TestedEngine tested) {
    for (Pooling pooling : List.of(Pooling.CLS, Pooling.LAST))
      try (var program = BERT.program(Head.of(pooling, false));
          var run = tested.engine().compile(program, Request.inference("pooled"))) {
        float[] said = run.forward(Batch.of(IDS, FROM)).get("pooled").values();
        assertThat(said).containsExactly(run.forward(Batch.of(IDS)).get("pooled").values());
      }
  }

  @Test
  void aMeanNeedsAToken() {
    assertThatThrownBy(() -> Batch.of(IDS, new int[] {0, 3, 0}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
