package org.denselab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.denselab.engine.GoldenParityTest.EMBEDDING;
import static org.denselab.engine.GoldenParityTest.difference;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.denselab.backbone.Head;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.denselab.weights.PeftAdapter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Other ways in which families are stored compute the same. */
@Tag("golden")
@ParameterizedClass
@EnumSource
class GoldenVariantsTest {
  private final Engine engine;

  GoldenVariantsTest(TestedEngine tested) {
    engine = tested.engine();
  }

  private static GoldenFolder folder(String name) {
    var folder = new GoldenFolder(GoldenFolder.root().resolve(name));
    assumeThat(folder.has("config.json")).as("golden has no " + name).isTrue();
    return folder;
  }

  private void compare(Program program, GoldenFolder golden, String prefix) {
    Map<String, float[]> expected = golden.tensors("expected.safetensors");
    try (var run = engine.compile(program, Request.inference("embedding"))) {
      Matrix got = run.forward(golden.inputs("right").batch()).get("embedding");
      float[] want = expected.get(prefix + "right.embed.last");
      assertThat(difference(got, want)).isLessThan(EMBEDDING);
    }
  }

  @Test
  void shards() {
    try (var program = folder("qwen2_sharded").program(Head.of(Pooling.LAST, true))) {
      compare(program, folder("qwen2"), "");
    }
  }

  @Test
  void anAdapterOfACausalModel() throws Exception {
    var golden = folder("llama_gqa");
    try (var program = golden.program(Head.of(Pooling.LAST, true));
        var adapter = PeftAdapter.open(golden.path().resolve("lora_causallm"))) {
      program.lora(adapter);
      compare(program, golden, "lora.");
    }
  }

  /** Gemma's first files said gelu and meant its tanh approximation. */
  @Test
  void theFirstSpellingOfGemma(@TempDir Path copy) throws Exception {
    var golden = folder("gemma");
    Path config = golden.path().resolve("config.legacy.json");
    Files.copy(config, copy.resolve("config.json"));
    Path weights = Path.of("model.safetensors");
    Files.copy(golden.path().resolve(weights), copy.resolve(weights));
    try (var program = new GoldenFolder(copy).program(Head.of(Pooling.LAST, true))) {
      compare(program, golden, "");
    }
  }
}
