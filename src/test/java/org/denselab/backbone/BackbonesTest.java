package org.denselab.backbone;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.base.BadInput;
import org.denselab.graph.ParameterSpec;
import org.denselab.graph.Pooling;
import org.denselab.weights.StoredTensor;
import org.denselab.weights.TensorSource;
import org.junit.jupiter.api.Test;

class BackbonesTest {
  private static final BertConfig CONFIG = BertConfig.of(30, 1, 8, 2, 10, 0.1);
  private static final Head HEAD = Head.of(Pooling.MEAN, true);
  private static final Head PROJECTED = new Head(Pooling.MEAN, OptionalInt.of(4), true);

  /** Tensors in memory, to be renamed, dropped and bent. */
  private record Tensors(Map<String, StoredTensor> byName) implements TensorSource {
    static Tensors initial(Head head) {
      var tensors = new LinkedHashMap<String, StoredTensor>();
      var source = Backbones.initial(CONFIG, head, 1);
      for (String name : source.names()) tensors.put(name, source.tensor(name));
      return new Tensors(tensors);
    }

    void rename(String from, String to) {
      byName.put(to, byName.remove(from));
    }

    @Override
    public Set<String> names() {
      return byName.keySet();
    }

    @Override
    public StoredTensor tensor(String name) {
      return byName.get(name);
    }

    @Override
    public void close() {}
  }

  private static float[] values(TensorSource source, String name) {
    StoredTensor tensor = source.tensor(name);
    var values = new float[(int) tensor.elements()];
    tensor.copyTo(MemorySegment.ofArray(values));
    return values;
  }

  @Test
  void initialValuesAreDrawnByNameAndSeed() {
    var one = Backbones.initial(CONFIG, HEAD, 1);
    String name = "encoder.layer.0.attention.self.query.weight";
    float[] first = values(one, name);
    values(one, "embeddings.word_embeddings.weight");
    assertThat(values(one, name)).isEqualTo(first);
    assertThat(values(Backbones.initial(CONFIG, PROJECTED, 1), name)).isEqualTo(first);
    assertThat(values(Backbones.initial(CONFIG, HEAD, 2), name)).isNotEqualTo(first);
    double squares = 0;
    for (float v : first) squares += v * v;
    assertThat(Math.sqrt(squares / first.length)).isCloseTo(0.02, within(0.005));
    assertThat(values(one, "embeddings.LayerNorm.weight")).containsOnly(1f);
    assertThat(values(one, "encoder.layer.0.output.dense.bias")).containsOnly(0f);
  }

  @Test
  void parametersAreCountedWithoutBeingAllocated() {
    var base =
        new BertConfig(30522, 768, 12, 12, 3072, 512, 2, CONFIG.hiddenAct(), 1e-12, 0.1, 0.1, 0.02);
    long count = Backbones.parameters(base, HEAD).stream().mapToLong(ParameterSpec::elements).sum();
    assertThat(count).isEqualTo(109_482_240 - 768 * 768 - 768); // bert-base without its pooler
  }

  @Test
  void everythingWrongWithTheWeightsIsSaidAtOnce() {
    var tensors = Tensors.initial(HEAD);
    tensors.rename("embeddings.LayerNorm.bias", "embeddings.LayerNorm.shift");
    tensors
        .byName()
        .put(
            "encoder.layer.0.output.dense.bias",
            StoredTensor.fp32("b", new long[] {3}, MemorySegment.ofArray(new float[3])));
    assertThatThrownBy(() -> Backbones.build(CONFIG, HEAD, tensors, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("missing embeddings.LayerNorm.bias[8]")
        .hasMessageContaining("unknown embeddings.LayerNorm.shift")
        .hasMessageContaining("encoder.layer.0.output.dense.bias is [3], expected [8]");
  }

  @Test
  void prefixesOldNamesAndHeadsOfTaskModelsAreSeenThrough() {
    var tensors = Tensors.initial(HEAD);
    for (String name : Set.copyOf(tensors.names())) tensors.rename(name, "bert." + name);
    tensors.rename("bert.embeddings.LayerNorm.weight", "bert.embeddings.LayerNorm.gamma");
    tensors.rename("bert.embeddings.LayerNorm.bias", "bert.embeddings.LayerNorm.beta");
    var more = StoredTensor.fp32("more", new long[] {1}, MemorySegment.ofArray(new float[1]));
    for (String extra :
        new String[] {"cls.predictions.bias", "bert.embeddings.position_ids", "bert.pooler.x"})
      tensors.byName().put(extra, more);
    try (var program = Backbones.build(CONFIG, HEAD, tensors, 1)) {
      assertThat(program.parameter("embeddings.LayerNorm.weight").values().toArray(JAVA_FLOAT))
          .containsOnly(1f);
    }
    tensors.byName().put("embeddings.LayerNorm.weight", more);
    assertThatThrownBy(() -> Backbones.build(CONFIG, HEAD, tensors, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("bert.embeddings.LayerNorm.gamma");
  }

  @Test
  void aProjectionThatTheCheckpointLacksIsDrawn() {
    try (var program = Backbones.build(CONFIG, PROJECTED, Tensors.initial(HEAD), 7)) {
      float[] drawn = program.parameter("projection.weight").values().toArray(JAVA_FLOAT);
      assertThat(drawn)
          .isEqualTo(values(Backbones.initial(CONFIG, PROJECTED, 7), "projection.weight"));
    }
    var trained = Tensors.initial(PROJECTED);
    var ones = new float[32];
    Arrays.fill(ones, 1);
    trained
        .byName()
        .put(
            "projection.weight",
            StoredTensor.fp32("p", new long[] {4, 8}, MemorySegment.ofArray(ones)));
    try (var program = Backbones.build(CONFIG, PROJECTED, trained, 7)) {
      assertThat(program.parameter("projection.weight").values().toArray(JAVA_FLOAT))
          .containsOnly(1f);
    }
  }
}
