package org.denselab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.denselab.backbone.Head;
import org.denselab.graph.Pooling;
import org.denselab.weights.SafetensorsWriter;
import org.denselab.weights.StoredTensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The folders of DPR's two encoders, as transformers writes them: a BERT below a prefix. */
class DprFolderTest {
  private static final Head CLS = Head.of(Pooling.CLS, false);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "DPRQuestionEncoder, question_encoder.bert_model.",
    "DPRContextEncoder, ctx_encoder.bert_model."
  })
  void eitherEncoderIsTheBertWithinIt(String architecture, String prefix) throws IOException {
    Path dpr = folder.resolve("dpr");
    Path plain = folder.resolve("bert");
    try (var bert = TinyModel.make(folder.resolve("tokenizer"), 5)) {
      write(plain, bert, "bert", "BertModel", "");
      write(dpr, bert, "dpr", architecture, prefix);
    }
    float[] expected;
    try (var read = ModelFolder.foreign(plain, CLS, 1)) {
      expected = TinyModel.embedding(read);
    }
    try (var read = ModelFolder.foreign(dpr, CLS, 1)) {
      assertThat(TinyModel.embedding(read)).containsExactly(expected);
      // under the names of the bare BERT it is one, for whoever reads it next
      Path written = folder.resolve("written");
      ModelFolder.write(written, read);
      assertThat(written.resolve("config.json")).content().contains("\"model_type\" : \"bert\"");
      try (var again = ModelFolder.read(written)) {
        assertThat(TinyModel.embedding(again)).containsExactly(expected);
      }
    }
  }

  private static void write(Path to, Model bert, String type, String architecture, String prefix)
      throws IOException {
    Files.createDirectories(to);
    String config = bert.files().get("config.json");
    for (var file : bert.files().entrySet())
      Files.writeString(to.resolve(file.getKey()), file.getValue());
    Files.writeString(
        to.resolve("config.json"),
        config
            .replace(
                "\"model_type\" : \"bert\"",
                "\"model_type\" : \"%s\", \"projection_dim\": 0".formatted(type))
            .replace("BertModel", architecture));
    List<StoredTensor> tensors = new ArrayList<>();
    for (var p : bert.program().parameters())
      if (!p.name().startsWith("projection"))
        tensors.add(StoredTensor.fp32(prefix + p.name(), p.shape(), p.values()));
    var pooler = bert.program().parameter("encoder.layer.0.attention.output.dense.weight");
    tensors.add(StoredTensor.fp32(prefix + "pooler.dense.weight", pooler.shape(), pooler.values()));
    SafetensorsWriter.write(to.resolve("model.safetensors"), tensors, Map.of("format", "pt"));
  }
}
