package org.denselab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.base.BadInput;
import org.denselab.graph.Pooling;
import org.denselab.text.Template;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFolderTest {
  @TempDir Path folder;
  private Path tokenizer;
  private Path written;

  @BeforeEach
  void write() throws IOException {
    tokenizer = folder.resolve("tokenizer");
    written = folder.resolve("model");
    try (var model = model()) {
      ModelFolder.write(written, model, Map.of("seed", "3", "step", "300"));
    }
  }

  @Test
  void whatIsReadBackEmbedsTheSameToTheBit() throws IOException {
    float[] before;
    try (var model = model()) {
      before = TinyModel.embedding(model);
    }
    try (var model = ModelFolder.read(written)) {
      assertThat(TinyModel.embedding(model)).containsExactly(before);
      assertThat(model.width()).isEqualTo(8);
      assertThat(model.head()).isEqualTo(TinyModel.HEAD);
      assertThat(model.query().prefix()).isEqualTo("ask: ");
      assertThat(model.query().maxLength()).isEqualTo(12);
      assertThat(model.passage().maxLength()).isEqualTo(20);
      Path again = folder.resolve("again");
      ModelFolder.write(again, model, Map.of("seed", "3", "step", "300"));
      try (var files = Files.list(written)) {
        for (Path file : files.toList())
          assertThat(again.resolve(file.getFileName())).hasSameBinaryContentAs(file);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bert, cls",
    "roberta, cls",
    "t5_v1_1, mean",
    "llama_gqa, last",
    "qwen2, last",
    "gemma, last",
    "phi, last"
  })
  void aFolderThatDoesNotSayPoolsAsItsFamily(String golden, String pooling) throws IOException {
    assertThat(ModelFolder.pooling(Path.of("src/test/resources/golden", golden)))
        .isEqualTo(pooling);
  }

  @Test
  void aFolderThatSaysHowItPoolsIsBelieved() throws IOException {
    assertThat(ModelFolder.pooling(written)).isEqualTo(TinyModel.HEAD.word());
    assertThat(ModelFolder.framing(written))
        .isEqualTo(new Templates(Template.bert(1), Template.bert(1)));
    Path contriever = Files.createDirectory(folder.resolve("contriever"));
    Files.writeString(
        contriever.resolve("config.json"),
        "{\"model_type\": \"bert\", \"architectures\": [\"Contriever\"]}");
    assertThat(ModelFolder.pooling(contriever)).isEqualTo("mean");
  }

  @Test
  void whatContradictsItselfIsRefused() throws IOException {
    Path about = written.resolve("denselab.json");
    String json = Files.readString(about);
    Files.writeString(about, json.replace("\"project\" : 8", "\"project\" : 9"));
    refused("projection");
    Files.writeString(about, json.replace("\"max_length\" : 20", "\"max_length\" : 99"));
    refused("32 positions");
    Files.writeString(about, json.replace("\"pooling\" : \"mean\"", "\"pooling\" : \"max\""));
    refused("pooling max");
    Files.writeString(about, json.replace("\"format\" : 1", "\"format\" : 2"));
    refused("format 2");
    Files.writeString(about, json.replace("\"normalize\" : true,", ""));
    refused("normalize");
    Files.writeString(about, json.replace("\"format\" : 1", "\"format\" : 1, \"colour\" : 2"));
    refused("colour");
    Files.writeString(about, json);
    Path tokens = written.resolve("tokenizer.json");
    Files.writeString(tokens, Files.readString(tokens) + "\n");
    refused("tokenizer");
    Files.delete(about);
    refused("denselab.json");
  }

  @Test
  void aModelOfOthersIsReadWithTheStudysHead() throws IOException {
    try (var model = ModelFolder.foreign(written, TinyModel.HEAD, 1)) {
      assertThat(model.query()).isEqualTo(Template.bert(32));
    }
    assertThatThrownBy(() -> ModelFolder.foreign(written, Head.of(Pooling.CLS, true), 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("pooling: cls");
    Files.delete(written.resolve("denselab.json"));
    var cls = new Head(Pooling.CLS, OptionalInt.of(8), false);
    try (var model = ModelFolder.foreign(written, cls, 1)) {
      assertThat(model.head()).isEqualTo(cls);
    }
  }

  @Test
  void aTokenizerThatDoesNotFitIsRefused() {
    var small = BertConfig.of(7, 1, 16, 2, 32, 0);
    assertThatThrownBy(
            () ->
                Model.of(
                    small,
                    TinyModel.HEAD,
                    Backbones.initial(small, TinyModel.HEAD, 1),
                    1,
                    tokenizer))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("tokens");
  }

  private void refused(String message) {
    assertThatThrownBy(() -> ModelFolder.read(written))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(message);
  }

  private Model model() throws IOException {
    return TinyModel.make(tokenizer, 3);
  }
}
