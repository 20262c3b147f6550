package org.denselab.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.denselab.engine.GoldenParityTest.EMBEDDING;
import static org.denselab.engine.GoldenParityTest.HIDDEN;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.graph.Lora;
import org.denselab.graph.Parameter;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.denselab.weights.ModelFiles;
import org.denselab.weights.SafetensorsFile;
import org.denselab.weights.SafetensorsWriter;
import org.denselab.weights.StoredTensor;
import org.denselab.weights.StoredTensor.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frozen weights stay halves, and compute what their upcast values do. */
@ParameterizedClass
@EnumSource
class HalfStorageTest {
  private static final Head HEAD = Head.of(Pooling.MEAN, true);

  @TempDir private Path folder;
  private final Engine engine;

  HalfStorageTest(TestedEngine tested) {
    engine = tested.engine();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bf16", "fp16"})
  void goldenHalves(String type) {
    var root = new GoldenFolder(GoldenFolder.root().resolve("llama_gqa_half"));
    var golden = new GoldenFolder(root.path().resolve(type));
    assumeThat(golden.has("config.json")).as("golden has no llama_gqa_half").isTrue();
    Map<String, float[]> expected = golden.tensors("expected_upcast.safetensors");
    try (var program = golden.program(HEAD)) {
      program.freeze(_ -> true);
      String last = "hidden." + golden.config().layers();
      try (var run = engine.compile(program, Request.inference(last, "embedding"))) {
        for (String part : List.of("right", "left")) {
          var inputs = root.inputs(part);
          Map<String, Matrix> got = run.forward(inputs.batch());
          float[] hidden = expected.get(part + ".last_hidden_state");
          assertThat(inputs.difference(got.get(last), hidden)).isLessThan(HIDDEN);
          float[] embedding = expected.get(part + ".embed.mean");
          assertThat(GoldenParityTest.difference(got.get("embedding"), embedding))
              .isLessThan(EMBEDDING);
        }
      } catch (BadInput e) {
        assumeThat(e.getMessage()).as("the engine has no such block").doesNotContain("samediff");
        throw e;
      }
      assertThat(program.parameters()).allMatch(Parameter::isHalf);
    }
  }

  /** Every family's in bf16, and BERT's in fp16 too. */
  static Stream<Arguments> halves() {
    return Stream.concat(
        GoldenFolder.families().map(golden -> Arguments.of(golden, DataType.BF16)),
        Stream.of(
            Arguments.of(new GoldenFolder(GoldenFolder.BUNDLED.resolve("bert")), DataType.F16)));
  }

  @ParameterizedTest
  @MethodSource("halves")
  @SuppressWarnings("try") // the file is closed early: what was mapped must stay
  void aCopyInHalves(GoldenFolder golden, DataType type) throws IOException {
    Path file = folder.resolve("half.safetensors");
    try (var weights = new HalfSource(ModelFiles.open(golden.values()), type)) {
      List<StoredTensor> tensors = weights.names().stream().map(weights::tensor).toList();
      SafetensorsWriter.write(file, tensors, Map.of());
    }
    var batch = golden.inputs("right").batch();
    try (var source = SafetensorsFile.open(file);
        var half = Backbones.build(golden.config(), HEAD, source, 1);
        var full = Backbones.build(golden.config(), HEAD, source, 1)) {
      var lora = new Lora(4, 8, 0, List.of("all-linear"), 1);
      half.lora(lora);
      full.parameters().forEach(Parameter::values);
      full.lora(lora);
      source.close();
      Map<String, float[]> got = pass(half, batch);
      Map<String, float[]> wanted = pass(full, batch);
      double largest = 1;
      for (float[] want : wanted.values())
        for (float value : want) largest = Math.max(largest, Math.abs(value));
      for (var want : wanted.entrySet())
        assertThat(largest(got.get(want.getKey()), want.getValue()))
            .as("%s of %s", want.getKey(), golden)
            .isLessThan(HIDDEN * largest);
      for (Parameter p : half.parameters()) assertThat(p.isHalf()).isEqualTo(!p.trainable());
    }
  }

  private Map<String, float[]> pass(Program program, Batch batch) {
    var found = new TreeMap<String, float[]>();
    try (var run = engine.compile(program, Request.training("embedding"));
        var into = new Gradients(program.parameters())) {
      Matrix embedding = run.forward(batch).get("embedding");
      found.put("embedding", embedding.values());
      var seed = new Matrix(embedding.rows(), embedding.columns());
      for (int i = 0; i < seed.values().length; i++) seed.values()[i] = (i % 7 - 3) / 9f;
      run.backward(batch, Map.of("embedding", seed), into);
      into.all().forEach((name, g) -> found.put(name, g.toArray(JAVA_FLOAT)));
    }
    return found;
  }

  private static double largest(float[] got, float[] want) {
    assertThat(got).hasSameSizeAs(want);
    double worst = 0;
    for (int i = 0; i < want.length; i++) worst = Math.max(worst, Math.abs(got[i] - want[i]));
    return worst;
  }

  @Test
  void whatTrainsOrIsMergedIsWidened() throws IOException {
    var bert = new GoldenFolder(GoldenFolder.root().resolve("bert"));
    try (var weights = new HalfSource(ModelFiles.open(bert.path()), DataType.BF16);
        var program = Backbones.build(bert.config(), HEAD, weights, 1)) {
      String query = "encoder.layer.0.attention.self.query.weight";
      program.freeze(name -> !name.equals(query));
      var batch = bert.inputs("right").batch();
      float[] before = pass(program, batch).get("embedding");
      assertThat(program.parameters()).allMatch(p -> p.isHalf() != p.name().equals(query));

      program.lora(new Lora(2, 4, 0, List.of("key"), 1));
      program.merge();
      assertThat(program.parameters())
          .filteredOn(p -> !p.isHalf())
          .extracting(Parameter::name)
          .containsExactly(
              query,
              "encoder.layer.0.attention.self.key.weight",
              "encoder.layer.1.attention.self.key.weight");
      assertThat(largest(pass(program, batch).get("embedding"), before)).isLessThan(EMBEDDING);
      assertThat(program.parameter(query).trainable()).isTrue();
    }
  }
}
