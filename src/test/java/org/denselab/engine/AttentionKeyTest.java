package org.denselab.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.denselab.backbone.Attention;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Families;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.graph.Pooling;
import org.denselab.weights.ModelFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code attention: bidirectional}: a decoder's weights, and tokens that see all of their text. */
class AttentionKeyTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Head MEAN = Head.of(Pooling.MEAN, true);

  /** The first two begin alike and end in other ways; of other lengths, as a packed batch is. */
  private static final Batch BATCH =
      Batch.of(new int[][] {{5, 9, 12, 7, 30, 21}, {5, 9, 12, 7, 30, 8}, {4, 3}});

  static Stream<String> decoders() {
    return Stream.of("llama_gqa", "qwen2", "gemma", "phi");
  }

  @ParameterizedTest
  @MethodSource("decoders")
  void tokensSeeWhatComesAfterThemOnBothEngines(String family) throws IOException {
    BackboneConfig causal = Families.parse(GOLDEN.resolve(family));
    BackboneConfig both = Attention.BIDIRECTIONAL.of(causal);
    String last = "hidden." + causal.layers();
    Matrix reference = run(TestedEngine.SAMEDIFF.engine(), family, both).get(last);
    Matrix planned = run(TestedEngine.PLAN.engine(), family, both).get(last);
    Matrix before = run(TestedEngine.PLAN.engine(), family, causal).get(last);
    for (int i = 0; i < reference.values().length; i++)
      assertThat(planned.values()[i]).isCloseTo(reference.values()[i], within(1e-5f));
    // row 0 and row 6 are the first tokens of two texts that differ in their last token alone
    assertThat(distance(before, 0, 6)).isLessThan(1e-6);
    assertThat(distance(planned, 0, 6)).isGreaterThan(1e-3);
    assertThat(distance(planned, 0, before, 0)).isGreaterThan(1e-3);
  }

  @ParameterizedTest
  @MethodSource("decoders")
  void gradientsAgreeOnBothEngines(String family) throws IOException {
    BackboneConfig both = Attention.BIDIRECTIONAL.of(Families.parse(GOLDEN.resolve(family)));
    List<Map<String, float[]>> got =
        List.of(
            gradients(TestedEngine.SAMEDIFF.engine(), family, both),
            gradients(TestedEngine.PLAN.engine(), family, both));
    float largest = 0;
    for (float[] all : got.getFirst().values())
      for (float g : all) largest = Math.max(largest, Math.abs(g));
    assertThat(largest).isPositive();
    for (String name : got.getFirst().keySet())
      for (int i = 0; i < got.getFirst().get(name).length; i++)
        assertThat(got.getLast().get(name)[i])
            .as(name)
            .isCloseTo(got.getFirst().get(name)[i], within(5e-5f * largest));
  }

  @Test
  void theConfigOnDiskSaysIt(@TempDir Path folder) throws IOException {
    Path config = folder.resolve("config.json");
    String json = Files.readString(GOLDEN.resolve("llama_gqa/config.json"));
    BackboneConfig causal = Families.parse(GOLDEN.resolve("llama_gqa"));
    Files.writeString(config, json.replaceFirst("\\{", "{\"is_causal\": false,"));
    BackboneConfig both = Families.parse(folder);
    assertThat(both).isEqualTo(Attention.BIDIRECTIONAL.of(causal));
    assertThat(both.json()).containsEntry("is_causal", false);
    assertThat(both.pooling()).isEqualTo(Pooling.MEAN);
    assertThat(Attention.CAUSAL.of(both)).isEqualTo(causal);
    Files.writeString(config, json.replaceFirst("\\{", "{\"is_causal\": true,"));
    assertThat(Families.parse(folder)).isEqualTo(causal);
  }

  @Test
  void encodersHaveNoSuchKey() {
    var bert = Families.parse(GOLDEN.resolve("bert"));
    for (Attention attention : Attention.values())
      assertThatThrownBy(() -> attention.of(bert))
          .isInstanceOf(BadInput.class)
          .hasMessage(
              "attention is a key of decoders; a token of bert sees all of its text as it is");
  }

  private static Map<String, Matrix> run(Engine engine, String family, BackboneConfig config)
      throws IOException {
    try (var weights = ModelFiles.open(GOLDEN.resolve(family));
        var program = Backbones.build(config, MEAN, weights, 1);
        var run = engine.compile(program, Request.inference("hidden." + config.layers()))) {
      return run.forward(BATCH);
    }
  }

  private static Map<String, float[]> gradients(Engine engine, String family, BackboneConfig config)
      throws IOException {
    try (var weights = ModelFiles.open(GOLDEN.resolve(family));
        var program = Backbones.build(config, MEAN, weights, 1);
        var run = engine.compile(program, Request.training("embedding"));
        var into = new Gradients(program.parameters())) {
      Matrix embeddings = run.forward(BATCH).get("embedding");
      var seed = new Matrix(embeddings.rows(), embeddings.columns());
      for (int i = 0; i < seed.values().length; i++) seed.values()[i] = (i * 37 % 11 - 5) / 10f;
      run.backward(BATCH, Map.of("embedding", seed), into);
      var all = new HashMap<String, float[]>();
      into.all().forEach((name, values) -> all.put(name, values.toArray(JAVA_FLOAT)));
      return all;
    }
  }

  private static double distance(Matrix of, int row, int other) {
    return distance(of, row, of, other);
  }

  private static double distance(Matrix of, int row, Matrix other, int otherRow) {
    double most = 0;
    for (int c = 0; c < of.columns(); c++)
      most = Math.max(most, Math.abs(of.at(row, c) - other.at(otherRow, c)));
    return most;
  }
}
