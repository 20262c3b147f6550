package org.denselab.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.backbone.llama.LlamaConfig;
import org.denselab.base.BadInput;
import org.denselab.graph.Nonlinearity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert",
        "distilbert",
        "dpr",
        "gemma",
        "llama31_rope",
        "llama_gqa",
        "llama_mha",
        "mistral",
        "mpnet",
        "phi",
        "qwen1_5_mha",
        "qwen2",
        "roberta",
        "t5_relu",
        "t5_v1_1",
        "xlm_roberta"
      })
  void whatIsWrittenReadsBackTheSame(String golden) throws IOException {
    var config = Families.parse(Path.of("src/test/resources/golden", golden));
    assertThat(parse(new ObjectMapper().writeValueAsString(config.json()))).isEqualTo(config);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'model_type':'llama','attention_bias':true}|attention_bias is true",
        "{'model_type':'llama','mlp_bias':true}|mlp_bias is true",
        "{'model_type':'llama','rope_scaling':{'type':'yarn','factor':2}}|rope_scaling yarn",
        "{'model_type':'llama','rope_scaling':{'type':'linear','factor':-1}}|rope_scaling.factor is"
            + " -1",
        "{'model_type':'llama','num_key_value_heads':5}|not a multiple of num_key_value_heads 5",
        "{'model_type':'llama','head_dim':127}|a head's width 127 is odd",
        "{'model_type':'phi','qk_layernorm':true}|qk_layernorm is true",
        "{'model_type':'phi','partial_rotary_factor':0.01}|partial_rotary_factor 0.01 turns 0",
        "{'model_type':'gemma','hidden_act':'silu'}|hidden_act is silu",
        "{'model_type':'t5','feed_forward_proj':'gated-mish'}|feed_forward_proj is mish",
        "{'model_type':'t5','relative_attention_max_distance':8}|do not divide",
        "{'model_type':'roberta','max_position_embeddings':2}|leave none past pad_token_id 1",
        "{'model_type':'dpr','projection_dim':128}|projection_dim is 128",
        "{'model_type':'qwen2','use_sliding_window':'yes'}|expected true or false",
        "{'model_type':'distilbert','n_heads':7}|not a multiple of n_heads 7",
      })
  void whatAFamilyDoesNotComputeIsRefused(String config, String message) {
    assertThatThrownBy(() -> parse(config.replace((char) 39, '"')))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(message);
  }

  @Test
  void windowsOfAttentionLimitTheLength() throws IOException {
    assertThat(parse("{\"model_type\": \"mistral\"}").maxLength()).isEqualTo(4096);
    var without = parse("{\"model_type\": \"mistral\", \"sliding_window\": null}");
    assertThat(without.maxLength()).isEqualTo(131072);
    assertThat(without.family()).isEqualTo("llama");
    String qwen = "{\"model_type\": \"qwen2\", \"sliding_window\": 512, \"use_sliding_window\": ";
    assertThat(parse(qwen + "false}").maxLength()).isEqualTo(32768);
    assertThat(parse(qwen + "true}").maxLength()).isEqualTo(512);
  }

  /** One computation, and a folder that is written keeps the name of what it was. */
  @Test
  void xlmRobertaIsARobertaOfItsOwnName() throws IOException {
    BackboneConfig config =
        parse("{\"model_type\": \"xlm-roberta\", \"max_position_embeddings\": 514}");
    assertThat(config.family()).isEqualTo("xlm-roberta");
    assertThat(config.maxLength()).isEqualTo(512);
    assertThat(config.json())
        .containsEntry("model_type", "xlm-roberta")
        .containsEntry("architectures", List.of("XLMRobertaModel"));
    assertThat(parse("{\"model_type\": \"roberta\"}").vocabularySize()).isEqualTo(50265);
  }

  /** Since version 5 of transformers. */
  @Test
  void theBaseOfRotaryFrequenciesMayStandInRopeParameters() throws IOException {
    String both = "{\"model_type\": \"llama\", \"rope_parameters\": {\"rope_type\": \"default\",";
    var config = (LlamaConfig) parse(both + " \"rope_theta\": 500000}}");
    assertThat(config.ropeTheta()).isEqualTo(500000);
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
