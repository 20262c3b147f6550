package org.denselab.engine.plan;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.logging.log4j.LogManager;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Families;
import org.denselab.backbone.Head;
import org.denselab.engine.Batch;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Precision;
import org.denselab.engine.Request;
import org.denselab.graph.Lora;
import org.denselab.graph.Parameter;
import org.denselab.graph.ParameterSpec;
import org.denselab.graph.Pooling;
import org.denselab.train.Optimizer;
import org.denselab.train.OptimizerSettings;
import org.denselab.weights.StoredTensor;
import org.denselab.weights.StoredTensor.DataType;
import org.denselab.weights.TensorSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A LoRA step of Qwen1.5-0.5B's shape, weights drawn in bf16, inside 8 GB. */
@Tag("slow")
class QwenShapeTest {
  private static final String CONFIG =
      """
      {"model_type": "qwen2", "vocab_size": 151936, "hidden_size": 1024, "num_hidden_layers": 24,
       "num_attention_heads": 16, "num_key_value_heads": 16, "intermediate_size": 2816,
       "max_position_embeddings": 32768, "rope_theta": 1000000.0, "rms_norm_eps": 1e-6,
       "hidden_act": "silu", "tie_word_embeddings": true}
      """;
  private static final int QUERIES = 8;
  private static final long LIMIT = 8_000_000_000L;

  @TempDir private Path folder;

  /** Random bf16 within ±0.03. */
  private record Drawn(Map<String, ParameterSpec> specs) implements TensorSource {
    @Override
    public Set<String> names() {
      return specs.keySet();
    }

    @Override
    public StoredTensor tensor(String name) {
      ParameterSpec spec = specs.get(name);
      var random = new SplittableRandom(name.hashCode());
      MemorySegment bytes = Arena.ofAuto().allocate(2 * spec.elements(), 64);
      for (long i = 0; i < spec.elements(); i++) {
        float value = spec.shape().length == 1 ? 1 : (random.nextInt() >> 8) * 0x1p-28f;
        bytes.setAtIndex(JAVA_SHORT, i, (short) (Float.floatToRawIntBits(value) >>> 16));
      }
      return new StoredTensor(name, DataType.BF16, spec.shape(), bytes);
    }

    @Override
    public void close() {}
  }

  @Test
  void aLoraStepFitsIntoEightGigabytes() throws IOException {
    assumeThat(ProductLibrary.usual().multipliesBf16()).isTrue();
    Files.writeString(folder.resolve("config.json"), CONFIG);
    var config = Families.parse(folder);
    var head = Head.of(Pooling.LAST, true);
    var specs = new LinkedHashMap<String, ParameterSpec>();
    Backbones.parameters(config, head).forEach(spec -> specs.put(spec.name(), spec));
    var random = new SplittableRandom(1);
    int[][] ids =
        IntStream.range(0, 3 * QUERIES)
            .mapToObj(i -> random.ints(i < QUERIES ? 64 : 256, 0, 151_936).toArray())
            .toArray(int[][]::new);
    try (var program = Backbones.build(config, head, new Drawn(specs), 1)) {
      program.lora(new Lora(16, 32, 0, List.of("attention"), 1));
      var request = new Request(List.of("embedding"), List.of("embedding"), List.of(), true);
      try (var run = new PlanEngine(2, Precision.BF16).compile(program, request);
          var into = new Gradients(program.parameters());
          var optimizer = new Optimizer(OptimizerSettings.ADAMW, program.parameters())) {
        long start = System.nanoTime();
        Batch batch = Batch.of(ids);
        Matrix embedding = run.forward(batch).get("embedding");
        var seed = new Matrix(embedding.rows(), embedding.columns());
        for (int i = 0; i < seed.values().length; i++)
          seed.values()[i] = (float) random.nextDouble(-1e-2, 1e-2);
        run.backward(batch, Map.of("embedding", seed), into);
        optimizer.step(into, 1e-4, 1);
        long frozen = program.parameters().stream().filter(Parameter::isHalf).count();
        LogManager.getLogger()
            .info(
                "{} tensors in bf16, a step in {} s, {} MB of workspace, peak {} MB",
                frozen,
                (System.nanoTime() - start) / 1_000_000_000L,
                ((PlanExecutable) run).workspaceBytes() / 1_000_000,
                peak() / 1_000_000);
        assertThat(embedding.values()).doesNotContain(Float.NaN);
      }
    }
    assertThat(peak()).isLessThan(LIMIT);
  }

  private static long peak() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status")))
      if (line.startsWith("VmHWM:")) return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    throw new IOException("no VmHWM");
  }
}
