package org.denselab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Families;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.weights.ModelFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** BERT's pooler, against HuggingFace's {@code pooler_output}. */
class PoolerTest {
  private static final GoldenFolder BERT =
      new GoldenFolder(Path.of("src/test/resources/golden/bert"));
  private static final Head POOLER = Head.of(Head.POOLER, OptionalInt.empty(), false);

  @ParameterizedTest
  @EnumSource
  void isHuggingFaces(TestedEngine tested) {
    try (var program = BERT.program(POOLER);
        var run = tested.engine().compile(program, Request.inference("pooled", "embedding"))) {
      for (String part : List.of("right", "pair")) {
        var got = run.forward(BERT.inputs(part).batch());
        float[] want = BERT.tensors("expected.safetensors").get(part + ".pooler_output");
        float[] pooled = got.get("pooled").values();
        assertThat(pooled).hasSameSizeAs(want).isEqualTo(got.get("embedding").values());
        for (int i = 0; i < want.length; i++)
          assertThat((double) pooled[i]).isCloseTo(want[i], within(GoldenParityTest.HIDDEN));
      }
    }
  }

  /** The pooler learns with the rest. */
  @ParameterizedTest
  @EnumSource
  void itsGradientIsTheSlope(TestedEngine tested) {
    var batch = Batch.of(new int[][] {{1, 7, 9, 4, 2}, {1, 5, 2}});
    try (var program = BERT.program(POOLER)) {
      try (var run = tested.engine().compile(program, Request.training("pooled"));
          var gradients = new Gradients(program.parameters())) {
        Matrix pooled = run.forward(batch).get("pooled");
        var seed = new Matrix(pooled.rows(), pooled.columns());
        for (int i = 0; i < seed.values().length; i++) seed.values()[i] = i % 3 - 1;
        run.backward(batch, Map.of("pooled", seed), gradients);
        float[] got = gradients.of("pooler.dense.bias").toArray(ValueLayout.JAVA_FLOAT);
        // tanh' is 1 - y²: known from the output alone
        for (int j = 0; j < pooled.columns(); j++) {
          double want = 0;
          for (int i = 0; i < pooled.rows(); i++)
            want += seed.at(i, j) * (1 - Math.pow(pooled.at(i, j), 2));
          assertThat((double) got[j]).isCloseTo(want, within(1e-5));
        }
      }
    }
  }

  @Test
  void isRefusedByNameWhereThereIsNone() throws IOException {
    Path folder = Path.of("src/test/resources/golden/distilbert");
    try (var weights = ModelFiles.open(folder)) {
      assertThatThrownBy(() -> Backbones.build(Families.parse(folder), POOLER, weights, 1))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("has no pooler.dense.weight, which pooling: pooler reads");
    }
  }
}
