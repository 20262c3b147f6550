package org.denselab.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.base.BadInput;
import org.denselab.graph.Nonlinearity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FamiliesTest {
  @TempDir private Path folder;

  private BackboneConfig parse(String json) throws IOException {
    Files.writeString(folder.resolve("config.json"), json);
    return Families.parse(folder);
  }

  @Test
  void absentKeysHaveTheDefaultsOfHuggingFace() throws IOException {
    var config = (BertConfig) parse("{\"model_type\": \"bert\", \"hidden_act\": \"gelu_new\"}");
    assertThat(config.hiddenSize()).isEqualTo(768);
    assertThat(config.layers()).isEqualTo(12);
    assertThat(config.vocabularySize()).isEqualTo(30522);
    assertThat(config.maxLength()).isEqualTo(512);
    assertThat(config.layerNormEps()).isEqualTo(1e-12);
    assertThat(config.hiddenAct()).isEqualTo(Nonlinearity.GELU_TANH);
    assertThat(config.family()).isEqualTo("bert");
  }

  @Test
  void valuesThatChangeTheComputationAreRefusedByNameAllAtOnce() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    {"model_type": "bert", "position_embedding_type": "relative_key",
                     "is_decoder": true, "hidden_act": "mish", "hidden_size": 100,
                     "num_attention_heads": 7, "vocab_size": -1, "layer_norm_eps": "x"}
                    """))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("config.json")
        .hasMessageContaining("position_embedding_type is relative_key")
        .hasMessageContaining("is_decoder is true")
        .hasMessageContaining("hidden_act is mish, known are gelu")
        .hasMessageContaining("hidden_size 100 is not a multiple of num_attention_heads 7")
        .hasMessageContaining("vocab_size is -1")
        .hasMessageContaining("layer_norm_eps is \"x\"");
  }

  @Test
  void unknownFamiliesAreRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> parse("{\"model_type\": \"bart\"}"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("bart")
        .hasMessageContaining("bert");
    assertThatThrownBy(() -> parse("{}")).hasMessageContaining("model_type is missing");
  }

  @Test
  void brokenFilesAreRefusedWithThePlace() {
    assertThatThrownBy(() -> parse("{\n  \"model_type\": }"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("config.json:2:");
    assertThatThrownBy(() -> parse("[]")).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> Families.parse(folder.resolve("nowhere")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no such file");
  }
}
