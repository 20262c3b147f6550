package org.denselab.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.denselab.weights.StoredTensor;
import org.denselab.weights.TensorSource;
import org.junit.jupiter.api.Test;

class CheckpointNamesTest {
  private static final CheckpointNaming T5 =
      CheckpointNaming.of("transformer.")
          .alias("encoder.embed_tokens.weight", "shared.weight")
          .ignoring("decoder\\..*");

  private record Names(List<String> all) implements TensorSource {
    @Override
    public Set<String> names() {
      return new LinkedHashSet<>(all);
    }

    @Override
    public StoredTensor tensor(String name) {
      return StoredTensor.fp32(
          name, new long[] {1}, MemorySegment.ofArray(new float[] {all.indexOf(name)}));
    }

    @Override
    public void close() {}
  }

  @Test
  void aCopyStandsInOnlyWhereTheOriginalIsAbsent() {
    var alone = new CheckpointNames(new Names(List.of("encoder.embed_tokens.weight")), T5, "");
    assertThat(alone.names()).containsExactly("shared.weight");
    assertThat(alone.tensor("shared.weight").elements()).isEqualTo(1);
    var both =
        new CheckpointNames(
            new Names(List.of("encoder.embed_tokens.weight", "shared.weight", "decoder.x")),
            T5,
            "");
    assertThat(both.names()).containsExactly("shared.weight");
    assertThat(both.ignored()).containsExactly("decoder.x", "encoder.embed_tokens.weight");
  }

  @Test
  void prefixesAndHeadsOfTaskModelsAreSeenThrough() {
    var llama =
        new CheckpointNames(
            new Names(
                List.of(
                    "model.layers.0.self_attn.q_proj.weight",
                    "model.layers.0.self_attn.rotary_emb.inv_freq",
                    "lm_head.weight")),
            CheckpointNaming.of("model."),
            "");
    assertThat(llama.names()).containsExactly("layers.0.self_attn.q_proj.weight");
    assertThat(llama.ignored()).hasSize(2);
    var dpr = CheckpointNaming.of("bert.", "question_encoder.bert_model.");
    assertThat(dpr.bare("question_encoder.bert_model.embeddings.LayerNorm.gamma"))
        .isEqualTo("embeddings.LayerNorm.weight");
  }

  /** A pooler is ignored, unless the head reads it; what else is called so stays out. */
  @Test
  void thePoolerIsKeptWhereItIsRead() {
    var stored = List.of("bert.pooler.dense.weight", "bert.pooler.dense.bias", "cls.predictions.x");
    var naming = CheckpointNaming.of("bert.");
    assertThat(new CheckpointNames(new Names(stored), naming, "").names()).isEmpty();
    assertThat(new CheckpointNames(new Names(stored), naming, "pooler.dense.").names())
        .containsExactly("pooler.dense.weight", "pooler.dense.bias");
  }
}
