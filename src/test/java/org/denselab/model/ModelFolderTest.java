package org.denselab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.engine.Batch;
import org.denselab.engine.Request;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Pooling;
import org.denselab.text.Template;
import org.denselab.text.TokenizerSettings;
import org.denselab.text.TokenizerTrainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  private static final Head HEAD = new Head(Pooling.MEAN, OptionalInt.of(8), true);
  @TempDir Path folder;
  private Path tokenizer;
  private Path written;

  @BeforeEach
  void write() throws IOException {
    tokenizer = folder.resolve("tokenizer");
    TokenizerTrainer.train(
            TokenizerSettings.of(TokenizerSettings.Kind.WORDPIECE, 60),
            Stream.of("the cat sat on the mat", "the dog sat on the log"),
            Progress.SILENT)
        .write(tokenizer);
    written = folder.resolve("model");
    try (var model = model()) {
      ModelFolder.write(written, model, Map.of("seed", "3", "step", "300"));
    }
  }

  @Test
  void whatIsReadBackEmbedsTheSameToTheBit() throws IOException {
    float[] before;
    try (var model = model()) {
      before = embedding(model);
    }
    try (var model = ModelFolder.read(written)) {
      assertThat(embedding(model)).containsExactly(before);
      assertThat(model.width()).isEqualTo(8);
      assertThat(model.head()).isEqualTo(HEAD);
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
    try (var model = ModelFolder.foreign(written, HEAD, 1)) {
      assertThat(model.query()).isEqualTo(Template.bert(32));
    }
    assertThatThrownBy(() -> ModelFolder.foreign(written, Head.of(Pooling.CLS, true), 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("CLS");
    Files.delete(written.resolve("denselab.json"));
    var cls = new Head(Pooling.CLS, OptionalInt.of(8), false);
    try (var model = ModelFolder.foreign(written, cls, 1)) {
      assertThat(model.head()).isEqualTo(cls);
    }
  }

  @Test
  void aTokenizerThatDoesNotFitIsRefused() {
    var small = BertConfig.of(7, 1, 16, 2, 32, 0);
    assertThatThrownBy(() -> Model.of(small, HEAD, Backbones.initial(small, HEAD, 1), 1, tokenizer))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("tokens");
  }

  private void refused(String message) {
    assertThatThrownBy(() -> ModelFolder.read(written))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(message);
  }

  private Model model() throws IOException {
    var config = BertConfig.of(60, 1, 16, 2, 32, 0);
    return Model.of(config, HEAD, Backbones.initial(config, HEAD, 3), 3, tokenizer)
        .with(Template.bert(12).withPrefix("ask: "), Template.bert(20));
  }

  private static float[] embedding(Model model) {
    int[] ids = model.query().apply(model.tokenizer(), "the cat sat on the log");
    try (var program =
        new SameDiffEngine().compile(model.program(), Request.inference(Model.EMBEDDING))) {
      return program.forward(Batch.of(new int[][] {ids})).get(Model.EMBEDDING).values();
    }
  }
}
