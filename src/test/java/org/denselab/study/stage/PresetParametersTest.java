package org.denselab.study.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Families;
import org.denselab.backbone.Head;
import org.denselab.dsl.Presets;
import org.denselab.graph.Block;
import org.denselab.graph.Outline;
import org.denselab.graph.Pooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Presets of published models have the published number of parameters; nothing is allocated. */
class PresetParametersTest {
  static final Presets PRESETS = new Presets(Path.of("dsl"));

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
  @CsvFileSource(resources = "/dsl/published-parameters.csv", numLinesToSkip = 1)
  void parametersAreThePublishedOnes(String preset, long here, long published, Besides besides) {
    BackboneConfig config = Architectures.config(PRESETS.architecture(preset));
    assertThat(outline(config).elements()).isEqualTo(here);
    assertThat(here + besides.parameters(config)).isEqualTo(published);
    assertThat(PRESETS.backbone(preset).facts().parameters()).contains(published);
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
    assertThat(Math.round(besidesEmbeddings(outline) / (double) unit)).isEqualTo(published);
  }

  static long besidesEmbeddings(Outline outline) {
    long embeddings = 0;
    for (Block block : outline.blocks())
      if (block instanceof Block.Embedding embedding)
        for (var lookup : embedding.lookups())
          embeddings += outline.parameter(lookup.table()).elements();
    return outline.elements() - embeddings;
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

  /** DPR's and XLM-RoBERTa's are BERT's and RoBERTa's. */
  @Test
  void thereAreThreeSmallSizesOfEveryFamily() {
    for (String family : Families.names())
      if (!family.equals("dpr") && !family.equals("xlm-roberta"))
        assertThat(PRESETS.names())
            .contains(family + "-2x128", family + "-3x192", family + "-4x256");
  }

  static Outline outline(BackboneConfig config) {
    return Backbones.outline(config, Head.of(Pooling.MEAN, true));
  }
}
