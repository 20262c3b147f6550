package org.denselab.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.denselab.engine.GoldenFolder.FAMILIES;
import static org.denselab.engine.GoldenParityTest.EMBEDDING;
import static org.denselab.engine.GoldenParityTest.SCORE;
import static org.denselab.engine.GoldenParityTest.compareGradients;
import static org.denselab.engine.GoldenParityTest.difference;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.denselab.backbone.Head;
import org.denselab.graph.Parameter;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.denselab.weights.PeftAdapter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Five AdamW steps and LoRA equal PyTorch's and PEFT's. */
@Tag("golden")
@ParameterizedClass
@EnumSource
class GoldenTrainingTest {
  /** A loss below which single precision has no digits of the gradient left. */
  private static final double SOLVED = 1e-8;

  private final Engine engine;
  private final String on;

  GoldenTrainingTest(TestedEngine tested) {
    engine = tested.engine();
    on = " on " + tested.name().toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @MethodSource(FAMILIES)
  void fiveAdamWStepsOfFullFineTuning(GoldenFolder folder) {
    for (String rate : new String[] {"1e-4", "1e-3"})
      try (var program = folder.program(Head.of(folder.trainPooling(), true))) {
        fiveSteps(folder, program, "full", rate);
      }
  }

  @ParameterizedTest
  @MethodSource(FAMILIES)
  void fiveAdamWStepsOfLora(GoldenFolder folder) {
    for (String rate : new String[] {"1e-4", "1e-3"})
      try (var program = folder.program(Head.of(folder.trainPooling(), true))) {
        adapt(folder, program);
        fiveSteps(folder, program, "lora", rate);
      }
  }

  private void fiveSteps(GoldenFolder folder, Program program, String kind, String rateName) {
    JsonNode run =
        folder.json("expected_train.json").at("/expected/" + kind + "_adamw/lr" + rateName);
    String name = folder + on + ", " + kind + " at " + rateName;
    double rate = Double.parseDouble(rateName);
    try (var training = new GoldenTraining(folder, program, engine)) {
      var adam = new ReferenceAdamW();
      for (int step = 0; step < 5; step++) {
        double loss = training.pass().loss();
        double want = run.get("losses_before_step").get(step).asDouble();
        assertThat(loss).as("%s, loss before step %d", name, step).isCloseTo(want, within(SCORE));
        adam.step(program.parameters(), training.gradients(), rate * (10 - step) / 10);
      }
      var after = training.pass();
      assertThat(after.loss())
          .as(name + ", loss after")
          .isCloseTo(run.get("loss_after").asDouble(), within(SCORE));
      // "compare step 1-2" (golden/README.md): AdamW makes steps of what are rounding errors by
      // then
      if (run.get("losses_before_step").get(4).asDouble() < SOLVED) return;
      Map<String, float[]> expected = folder.tensors("expected.safetensors");
      String prefix = kind + "_after5.lr" + rateName + ".";
      compare(name, after, prefix, expected);
    }
  }

  @ParameterizedTest
  @MethodSource(FAMILIES)
  void loraForwardAndGradients(GoldenFolder folder) {
    Map<String, float[]> expected = folder.tensors("expected.safetensors");
    try (var program = folder.program(Head.of(folder.trainPooling(), true))) {
      adapt(folder, program);
      try (var training = new GoldenTraining(folder, program, engine)) {
        var got = training.pass();
        double want = folder.json("expected_train.json").at("/expected/lora_loss").asDouble();
        assertThat(got.loss()).as(folder + on + ", LoRA's loss").isCloseTo(want, within(SCORE));
        compare(folder + on + ", LoRA", got, "lora.train.", expected);
        Map<String, float[]> gradients = folder.tensors("lora/expected_lora_grads.safetensors");
        assertThat(training.gradients().all()).hasSameSizeAs(gradients);
        compareGradients(folder + on, training.gradients(), program.parameters(), gradients);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(FAMILIES)
  void loraBesideAndMerged(GoldenFolder folder) {
    Map<String, float[]> expected = folder.tensors("expected.safetensors");
    for (Pooling pooling : Pooling.values())
      try (var program = folder.program(Head.of(pooling, true))) {
        adapt(folder, program);
        Matrix beside = embed(folder, program);
        String key = "right.embed." + pooling.key();
        String where = folder + on + ", " + key;
        assertThat(difference(beside, expected.get("lora." + key)))
            .as(where + " of LoRA beside")
            .isLessThan(EMBEDDING);
        program.merge();
        assertThat(program.parameters()).noneMatch(p -> p.name().contains("lora_"));
        assertThat(program.parameters()).allMatch(Parameter::trainable);
        Matrix merged = embed(folder, program);
        assertThat(difference(merged, expected.get("merged." + key)))
            .as(where + " of LoRA merged")
            .isLessThan(EMBEDDING);
        assertThat(difference(merged, beside.values())).as(where).isLessThan(EMBEDDING);
        compareMergedWeights(folder, program);
      }
  }

  private static void compareMergedWeights(GoldenFolder folder, Program program) {
    folder
        .tensors("lora/merged_layer0.safetensors")
        .forEach(
            (name, want) -> {
              float[] got = program.parameter(name).values().toArray(JAVA_FLOAT);
              for (int i = 0; i < want.length; i++)
                assertThat(got[i]).as(name).isCloseTo(want[i], within(1e-6f));
            });
  }

  private Matrix embed(GoldenFolder folder, Program program) {
    try (var run = engine.compile(program, Request.inference("embedding"))) {
      return run.forward(folder.inputs("right").batch()).get("embedding");
    }
  }

  private static void compare(
      String name, GoldenTraining.Result got, String prefix, Map<String, float[]> expected) {
    assertThat(difference(got.queries(), expected.get(prefix + "query_embeddings")))
        .as(name + ", queries")
        .isLessThan(EMBEDDING);
    assertThat(difference(got.passages(), expected.get(prefix + "passage_embeddings")))
        .as(name + ", passages")
        .isLessThan(EMBEDDING);
  }

  private static void adapt(GoldenFolder folder, Program program) {
    try (var adapter = PeftAdapter.open(folder.file("lora"))) {
      program.lora(adapter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
