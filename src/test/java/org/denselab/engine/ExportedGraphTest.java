package org.denselab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.denselab.engine.GoldenParityTest.EMBEDDING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.denselab.backbone.Head;
import org.denselab.graph.Lora;
import org.denselab.graph.Pooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Plain SameDiff runs what we export, on padded ids, to HuggingFace's embeddings. */
class ExportedGraphTest {
  private static final GoldenFolder BERT =
      new GoldenFolder(Path.of("src/test/resources/golden/bert"));

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void embeddingsAreThoseOfTheProgram(Pooling pooling) {
    Path file = folder.resolve("bert.sdz");
    try (var program = BERT.program(Head.of(pooling, true))) {
      program.exportSameDiff(file, false);
    }
    float[] got = run(file, "right").get("embedding").dup('c').data().asFloat();
    compare(got, BERT.tensors("expected.safetensors").get("right.embed." + pooling.key()));
  }

  @Test
  void tokenTypesAreAnInputWhereAskedFor() {
    Path file = folder.resolve("bert.sdz");
    try (var program = BERT.program(Head.of(Pooling.MEAN, true))) {
      program.exportSameDiff(file, true);
    }
    float[] got = run(file, "pair").get("embedding").dup('c').data().asFloat();
    compare(got, BERT.tensors("expected.safetensors").get("pair.embed.mean"));
  }

  @Test
  void adaptersAreExportedToo() {
    Path file = folder.resolve("lora.sdz");
    try (var program = BERT.program(Head.of(Pooling.MEAN, true))) {
      program.lora(new Lora(2, 4, 0.1, List.of("all-linear"), 1));
      program.exportSameDiff(file, false);
    }
    float[] got = run(file, "right").get("embedding").dup('c').data().asFloat();
    compare(got, BERT.tensors("expected.safetensors").get("right.embed.mean"));
  }

  private static Map<String, INDArray> run(Path file, String part) {
    SameDiff graph = SameDiff.load(file.toFile(), false);
    JsonNode inputs = BERT.json("inputs.json").get(part);
    var feeds = new HashMap<String, INDArray>();
    for (String name : graph.inputs())
      feeds.put(
          name,
          Nd4j.createFromArray(new ObjectMapper().convertValue(inputs.get(name), long[][].class)));
    return graph.output(feeds, "embedding");
  }

  private static void compare(float[] got, float[] want) {
    assertThat(got).hasSameSizeAs(want);
    for (int i = 0; i < want.length; i++)
      assertThat((double) Math.abs(got[i] - want[i])).isLessThan(EMBEDDING);
  }
}
