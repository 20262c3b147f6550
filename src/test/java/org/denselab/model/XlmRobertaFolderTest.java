package org.denselab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Families;
import org.denselab.backbone.Head;
import org.denselab.base.Progress;
import org.denselab.graph.Pooling;
import org.denselab.text.SpecialSet;
import org.denselab.text.Template;
import org.denselab.text.TokenizerSettings;
import org.denselab.text.TokenizerTrainer;
import org.denselab.weights.SafetensorsWriter;
import org.denselab.weights.StoredTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder as transformers writes XLM-RoBERTa's: a RoBERTa of another name. */
class XlmRobertaFolderTest {
  private static final Head MEAN = Head.of(Pooling.MEAN, true);
  private static final String CONFIG =
      """
      {"architectures": ["XLMRobertaForMaskedLM"], "model_type": "%s", "vocab_size": 400,
       "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32,
       "max_position_embeddings": 34, "type_vocab_size": 1, "layer_norm_eps": 1e-05,
       "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2}
      """;

  @TempDir private Path folder;

  /** The same weights below {@code roberta.}, with the language model's head. */
  private Path write(String type) throws IOException {
    Path to = Files.createDirectory(folder.resolve(type));
    TokenizerTrainer.train(
            TokenizerSettings.of(TokenizerSettings.Kind.BPE, 300, SpecialSet.ROBERTA),
            Stream.of("the cat sat on the mat", "the dog sat on the log"),
            Progress.SILENT)
        .write(to);
    Files.writeString(to.resolve("config.json"), CONFIG.formatted(type));
    var config = Families.parse(to);
    try (var weights = Backbones.initial(config, MEAN, 7);
        var program = Backbones.build(config, MEAN, weights, 7)) {
      Stream<StoredTensor> encoder =
          program.parameters().stream()
              .map(p -> StoredTensor.fp32("roberta." + p.name(), p.shape(), p.values()));
      var bias = program.parameter("encoder.layer.0.output.dense.bias");
      var head = StoredTensor.fp32("lm_head.bias", bias.shape(), bias.values());
      List<StoredTensor> all = Stream.concat(encoder, Stream.of(head)).toList();
      SafetensorsWriter.write(to.resolve("model.safetensors"), all, Map.of("format", "pt"));
    }
    return to;
  }

  @Test
  void itIsReadComputedAndWrittenUnderItsName() throws IOException {
    float[] expected;
    try (var roberta = ModelFolder.foreign(write("roberta"), MEAN, 1)) {
      expected = TinyModel.embedding(roberta);
    }
    try (var xlm = ModelFolder.foreign(write("xlm-roberta"), MEAN, 1)) {
      assertThat(TinyModel.embedding(xlm)).containsExactly(expected);
      assertThat(xlm.query()).isEqualTo(Template.bert(32)); // <s> and </s> as CLS and SEP
      Path written = folder.resolve("written");
      ModelFolder.write(written, xlm);
      assertThat(written.resolve("config.json")).content().contains("\"xlm-roberta\"");
      try (var again = ModelFolder.read(written)) {
        assertThat(TinyModel.embedding(again)).containsExactly(expected);
      }
    }
  }
}
