package org.denselab.engine.plan;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.denselab.backbone.Head;
import org.denselab.engine.Batch;
import org.denselab.engine.GoldenFolder;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Precision;
import org.denselab.engine.Request;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code precision: bf16} of every family, by the bounds that {@link Bf16Test} derives. */
class FamiliesBf16Test {
  @BeforeAll
  static void onThisPlatform() {
    assumeThat(ProductLibrary.usual().multipliesBf16()).as("no bf16 on this platform").isTrue();
  }

  @ParameterizedTest
  @MethodSource(GoldenFolder.FAMILIES)
  void productsOfBf16StayCloseToFp32(GoldenFolder golden) {
    Batch batch = golden.inputs("right").batch();
    try (var program = golden.program(Head.of(Pooling.MEAN, true))) {
      List<float[]> want = pass(program, batch, Precision.FP32);
      List<float[]> got = pass(program, batch, Precision.BF16);
      assertThat(got.getFirst()).as("bf16 is computed").isNotEqualTo(want.getFirst());
      assertThat(Bf16Test.distance(got.getFirst(), want.getFirst()))
          .as("relative distance of the embeddings of %s", golden)
          .isLessThan(Bf16Test.VALUE);
      boolean jumps = golden.config().json().containsValue("relu");
      assertThat(Bf16Test.cosine(got.subList(1, got.size()), want.subList(1, want.size())))
          .as("cosine of the gradients of %s", golden)
          .isGreaterThan(jumps ? Bf16Test.JUMPING : Bf16Test.COSINE);
    }
  }

  /** Embeddings, then the gradient of each parameter. */
  private static List<float[]> pass(Program program, Batch batch, Precision precision) {
    try (var run = new PlanEngine(2, precision).compile(program, Request.training("embedding"));
        var into = new Gradients(program.parameters())) {
      var found = new ArrayList<float[]>();
      Matrix embedding = run.forward(batch).get("embedding");
      found.add(embedding.values());
      var seed = new Matrix(embedding.rows(), embedding.columns());
      var random = new Random(3);
      for (int i = 0; i < seed.values().length; i++)
        seed.values()[i] = (float) random.nextGaussian();
      run.backward(batch, Map.of("embedding", seed), into);
      into.all().values().forEach(gradient -> found.add(gradient.toArray(JAVA_FLOAT)));
      return found;
    }
  }
}
