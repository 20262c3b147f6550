package org.denselab.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.denselab.engine.GoldenFolder.FAMILIES;

import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.denselab.backbone.Head;
import org.denselab.graph.Parameter;
import org.denselab.graph.Pooling;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Forward and gradients equal HuggingFace's within the limits that golden/README.md gives. */
@Tag("golden")
@ParameterizedClass
@EnumSource
class GoldenParityTest {
  private final Engine engine;
  private final String on;

  GoldenParityTest(TestedEngine tested) {
    engine = tested.engine();
    on = " on " + tested.name().toLowerCase(Locale.ROOT);
  }

  static final double HIDDEN = 1e-5;
  static final double EMBEDDING = 2e-6;
  static final double SCORE = 1e-4;
  static final double GRADIENT = 5e-5;

  @ParameterizedTest
  @MethodSource(FAMILIES)
  void hiddenStatesOfEveryLayer(GoldenFolder folder) {
    Map<String, float[]> expected = folder.tensors("expected.safetensors");
    String[] taps =
        IntStream.rangeClosed(0, folder.config().layers())
            .mapToObj(i -> "hidden." + i)
            .toArray(String[]::new);
    try (var program = folder.program(Head.of(Pooling.MEAN, true));
        var run = engine.compile(program, Request.inference(taps))) {
      int compared = 0;
      for (String part : folder.parts()) {
        var inputs = folder.inputs(part);
        Map<String, Matrix> got = run.forward(inputs.batch());
        for (int layer = 0; layer < taps.length; layer++) {
          float[] want = expected.get(part + ".hidden_states." + layer);
          if (want == null) continue; // stored for the last layer only
          compared++;
          assertThat(inputs.difference(got.get(taps[layer]), want))
              .as("%s%s, %s inputs, layer %d", folder, on, part, layer)
              .isLessThan(HIDDEN);
        }
      }
      assertThat(compared)
          .as("%s: expected hidden states", folder)
          .isGreaterThanOrEqualTo(taps.length);
    }
  }

  @ParameterizedTest
  @MethodSource(FAMILIES)
  void pooledVectorsAndEmbeddings(GoldenFolder folder) {
    Map<String, float[]> expected = folder.tensors("expected.safetensors");
    for (Pooling pooling : Pooling.values())
      try (var program = folder.program(Head.of(pooling, true));
          var run = engine.compile(program, Request.inference("pooled", "embedding"))) {
        for (String part : folder.parts()) {
          Map<String, Matrix> got = run.forward(folder.inputs(part).batch());
          String name = part + ".pool." + pooling.key();
          assertThat(difference(got.get("pooled"), expected.get(name)))
              .as("%s%s, %s", folder, on, name)
              .isLessThan(HIDDEN);
          name = part + ".embed." + pooling.key();
          assertThat(difference(got.get("embedding"), expected.get(name)))
              .as("%s%s, %s", folder, on, name)
              .isLessThan(EMBEDDING);
        }
      }
  }

  @ParameterizedTest
  @MethodSource(FAMILIES)
  void lossAndGradientsOfEveryParameter(GoldenFolder folder) {
    Pooling pooling = folder.trainPooling();
    double loss = folder.json("expected_train.json").at("/expected/loss").asDouble();
    compareTraining(folder, pooling, "train.", loss, "expected_grads.safetensors");
    if (folder.has("expected_grads.cls.safetensors")) {
      loss = folder.json("expected_train.json").get("expected").get("loss.cls").asDouble();
      compareTraining(folder, Pooling.CLS, "train.cls.", loss, "expected_grads.cls.safetensors");
    }
  }

  private void compareTraining(
      GoldenFolder folder, Pooling pooling, String prefix, double loss, String gradients) {
    String where = folder + on + ", " + prefix;
    Map<String, float[]> expected = folder.tensors("expected.safetensors");
    try (var program = folder.program(Head.of(pooling, true));
        var training = new GoldenTraining(folder, program, engine)) {
      var got = training.pass();
      assertThat(difference(got.queries(), expected.get(prefix + "query_embeddings")))
          .as(where + "query_embeddings")
          .isLessThan(EMBEDDING);
      assertThat(difference(got.passages(), expected.get(prefix + "passage_embeddings")))
          .as(where + "passage_embeddings")
          .isLessThan(EMBEDDING);
      float[] scores = expected.get(prefix + "scores");
      for (int i = 0; i < scores.length; i++)
        assertThat(got.scores()[i / got.passages().rows()][i % got.passages().rows()])
            .as(where + "scores")
            .isCloseTo(scores[i], within(SCORE));
      assertThat(got.loss()).as(where + "loss").isCloseTo(loss, within(SCORE));
      compareGradients(
          folder + on, training.gradients(), program.parameters(), folder.tensors(gradients));
    }
  }

  /** The limit is relative to the largest gradient of the whole file. */
  static void compareGradients(
      String where, Gradients got, Iterable<Parameter> parameters, Map<String, float[]> expected) {
    double largest = 0;
    for (float[] gradient : expected.values())
      for (float g : gradient) largest = Math.max(largest, Math.abs(g));
    for (Parameter parameter : parameters) {
      if (!parameter.trainable()) continue;
      float[] want = expected.get(parameter.name());
      assertThat(want).as("%s, expected gradient of %s", where, parameter.name()).isNotNull();
      double worst = 0;
      for (int i = 0; i < want.length; i++) {
        float g = got.of(parameter.name()).getAtIndex(JAVA_FLOAT, i);
        worst = Math.max(worst, Math.abs(g - want[i]));
      }
      assertThat(worst)
          .as("%s, gradient of %s", where, parameter.name())
          .isLessThan(GRADIENT * largest);
    }
  }

  static double difference(Matrix got, float[] want) {
    assertThat(got.values()).hasSameSizeAs(want);
    double worst = 0;
    for (int i = 0; i < want.length; i++)
      worst = Math.max(worst, Math.abs(got.values()[i] - want[i]));
    return worst;
  }
}
