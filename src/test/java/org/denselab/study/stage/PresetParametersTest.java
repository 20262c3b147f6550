package org.denselab.study.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.dsl.Presets;
import org.denselab.graph.Block;
import org.denselab.graph.Outline;
import org.denselab.graph.Pooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Presets of published models have the published number of parameters; nothing is allocated. */
class PresetParametersTest {
  private static final Presets PRESETS = new Presets(Path.of("dsl"));

  /** What publications count and embeddings do not need. */
  enum Besides {
    NOTHING,
    /** {@code tanh(W x + b)} over the first token. */
    POOLER,
    /** Logits of the next token, with their own matrix. */
    LM_HEAD,
    LM_HEAD_WITH_BIAS;

    long parameters(BackboneConfig config) {
      long hidden = config.hiddenSize();
      return switch (this) {
        case NOTHING -> 0;
        case POOLER -> hidden * hidden + hidden;
        case LM_HEAD -> hidden * config.vocabularySize();
        case LM_HEAD_WITH_BIAS -> (hidden + 1) * config.vocabularySize();
      };
    }
  }

  // name, parameters here, published, which count besides
  @ParameterizedTest
  @CsvSource({
    "bert-base, 108891648, 109482240, POOLER",
    "bert-large, 334092288, 335141888, POOLER",
    "minilm-l6, 22565376, 22713216, POOLER",
    "dpr, 108891648, 109482240, POOLER",
    "contriever, 108891648, 109482240, POOLER",
    "roberta-base, 124055040, 124645632, POOLER",
    "mpnet-base, 108895872, 109486464, POOLER",
    "distilbert, 66362880, 66362880, NOTHING",
    "t5-base, 109628544, 109628544, NOTHING",
    "t5-v1.1-base, 109628544, 109628544, NOTHING",
    "t5-v1.1-xl, 1223527424, 1223527424, NOTHING",
    "t5-v1.1-xxl, 4762310656, 4762310656, NOTHING",
    "llama-2-7b, 6607343616, 6738415616, LM_HEAD",
    "llama-2-13b, 12852024320, 13015864320, LM_HEAD",
    "llama-3-8b, 7504924672, 8030261248, LM_HEAD",
    "llama-3-8b-instruct, 7504924672, 8030261248, LM_HEAD",
    "mistral-7b, 7110660096, 7241732096, LM_HEAD",
    "phi-1.5, 1313361920, 1418270720, LM_HEAD_WITH_BIAS",
    "phi-2, 2648560640, 2779683840, LM_HEAD_WITH_BIAS",
    "gemma-2b, 2506172416, 2506172416, NOTHING",
    "gemma-7b, 8537680896, 8537680896, NOTHING",
    "qwen1.5-0.5b, 463987712, 463987712, NOTHING",
    "qwen1.5-4b, 3561413120, 3950369280, LM_HEAD",
    "qwen1.5-7b, 7098994688, 7721324544, LM_HEAD",
    "qwen1.5-14b, 13388723200, 14167290880, LM_HEAD",
    "qwen1.5-32b, 31733650432, 32512218112, LM_HEAD",
    "qwen1.5-0.5b-chat, 463987712, 463987712, NOTHING",
    "qwen1.5-4b-chat, 3561413120, 3950369280, LM_HEAD",
    "qwen1.5-7b-chat, 7098994688, 7721324544, LM_HEAD",
    "qwen1.5-14b-chat, 13388723200, 14167290880, LM_HEAD",
    "qwen1.5-32b-chat, 31733650432, 32512218112, LM_HEAD",
    "qwen2-0.5b, 494032768, 494032768, NOTHING",
    "qwen2-1.5b, 1543714304, 1543714304, NOTHING",
    "qwen2-7b, 7070619136, 7615616512, LM_HEAD",
  })
  void parametersAreThePublishedOnes(String preset, long here, long published, Besides besides) {
    BackboneConfig config = Architectures.config(PRESETS.architecture(preset));
    assertThat(outline(config).elements()).isEqualTo(here);
    assertThat(here + besides.parameters(config)).isEqualTo(published);
  }

  /**
   * As published: Gemma's report, table 2; the model cards of Qwen2.5, which has Qwen2's shapes.
   */
  @ParameterizedTest
  @CsvSource({
    "gemma-2b, 1981884416, 1",
    "gemma-7b, 7751248896, 1",
    "qwen2-0.5b, 36, 10000000",
    "qwen2-1.5b, 131, 10000000",
    "qwen2-7b, 653, 10000000"
  })
  void parametersBesidesEmbeddingsAreThePublishedOnes(String preset, long published, long unit) {
    var outline = outline(Architectures.config(PRESETS.architecture(preset)));
    long embeddings = 0;
    for (Block block : outline.blocks())
      if (block instanceof Block.Embedding embedding)
        for (var lookup : embedding.lookups())
          embeddings += outline.parameter(lookup.table()).elements();
    assertThat(Math.round((outline.elements() - embeddings) / (double) unit)).isEqualTo(published);
  }

  static Stream<String> presets() {
    return PRESETS.names().stream();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetDeclaresItsLayers(String preset) {
    var architecture = PRESETS.architecture(preset);
    BackboneConfig config = Architectures.config(architecture);
    assertThat(config.longest()).isEqualTo(architecture.longest());
    assertThat(outline(config).taps()).containsKey("hidden." + config.layers());
  }

  @Test
  void thereIsAPresetOfTwoLayersForEveryFamily() {
    assertThat(PRESETS.names())
        .contains("bert-2x128", "roberta-2x128", "mpnet-2x128", "distilbert-2x128", "t5-2x128")
        .contains("llama-2x128", "mistral-2x128", "qwen2-2x128", "gemma-2x128", "phi-2x128");
  }

  private static Outline outline(BackboneConfig config) {
    return Backbones.outline(config, Head.of(Pooling.MEAN, true));
  }
}
