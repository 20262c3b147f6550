package org.denselab.model;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.graph.Lora;
import org.denselab.graph.Pooling;
import org.denselab.model.ExportedFolder.Form;
import org.denselab.text.HfTokenizer;
import org.denselab.text.Template;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedFolderTest {
  @TempDir Path folder;
  private Path checkpoint;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    checkpoint = folder.resolve("step-300");
    out = folder.resolve("exported");
    try (var model = TinyModel.make(folder.resolve("tokenizer"), 3)) {
      ModelFolder.write(checkpoint, model);
    }
  }

  @Test
  void whatIsImportedAgainEmbedsTheSameToTheBit() throws IOException {
    float[] before;
    try (var model = ModelFolder.read(checkpoint)) {
      before = TinyModel.embedding(model);
    }
    assertThat(ExportedFolder.write(checkpoint, out, Form.MERGED))
        .containsExactly(
            "max_seq_length is one for both sides: queries were cut at 12, passages at 20");
    try (var model = ModelFolder.read(out)) {
      assertThat(TinyModel.embedding(model)).containsExactly(before);
    }
    // as others read it: pooling and projection from the modules, the projection from its folder
    Files.delete(out.resolve(About.FILE));
    try (var model = ModelFolder.foreign(out, TinyModel.HEAD, 99)) {
      var same = model.with(Template.bert(12).withPrefix("ask: "), Template.bert(20));
      assertThat(TinyModel.embedding(same)).containsExactly(before);
    }
  }

  @Test
  void modulesSayWhatTheModelDoes() throws IOException {
    ExportedFolder.write(checkpoint, out, Form.MERGED);
    var said = SentenceTransformers.read(out).orElseThrow();
    assertThat(said.head()).isEqualTo(TinyModel.HEAD);
    assertThat(said.transformer()).isEqualTo(out);
    assertThat(said.prompts().query()).isEqualTo("ask: ");
    assertThat(said.prompts().passage()).isEmpty();
    assertThat(ModelFolder.framing(out).query().prefix()).isEqualTo("ask: ");
    assertThatThrownBy(() -> ModelFolder.foreign(out, Head.of(Pooling.CLS, true), 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("pooling: mean, project: 8, normalize: true")
        .hasMessageContaining("pooling: cls, normalize: true");
  }

  /** In sentence-transformers' words {@code include_prompt: false}. */
  @Test
  void aMeanWithoutThePromptIsExportedAndReadAgain() throws IOException {
    Path bare = folder.resolve("bare");
    try (var model = ModelFolder.read(checkpoint)) {
      ModelFolder.write(
          bare,
          model.with(
              model.query().withPoolInstruction(false),
              model.passage().withPoolInstruction(false)));
    }
    ExportedFolder.write(checkpoint, out, Form.MERGED);
    assertThat(ModelFolder.framing(out).query().poolInstruction()).isNull();
    assertThat(Files.readString(out.resolve("1_Pooling/config.json")))
        .contains("\"include_prompt\" : true");
    Path to = folder.resolve("exported-bare");
    ExportedFolder.write(bare, to, Form.MERGED);
    assertThat(Files.readString(to.resolve("1_Pooling/config.json")))
        .contains("\"include_prompt\" : false");
    assertThat(ModelFolder.framing(to).query().poolInstruction()).isFalse();
    try (var model = ModelFolder.read(to)) {
      assertThat(model.query())
          .isEqualTo(Template.bert(12).withPrefix("ask: ").withPoolInstruction(false));
    }
    Files.delete(to.resolve(About.FILE)); // as others write it
    assertThat(ModelFolder.framing(to).query().poolInstruction()).isFalse();
  }

  @Test
  void adaptersAreMergedOrWrittenAlone() throws IOException {
    Path adapted = folder.resolve("adapted");
    float[] before;
    try (var model = ModelFolder.read(checkpoint)) {
      model.program().lora(new Lora(2, 4, 0, List.of("all-linear"), 1));
      model.program().parameters().stream()
          .filter(p -> p.name().contains("lora_B"))
          .forEach(p -> p.values().setAtIndex(JAVA_FLOAT, 0, .5f));
      ModelFolder.write(adapted, model);
      model.program().merge();
      before = TinyModel.embedding(model);
    }
    ExportedFolder.write(adapted, out, Form.MERGED);
    try (var model = ModelFolder.read(out)) {
      assertThat(TinyModel.embedding(model)).containsExactly(before);
    }
    Path alone = folder.resolve("alone");
    assertThat(ExportedFolder.write(adapted, alone, Form.ADAPTER))
        .containsExactly("the adapter's base is " + checkpoint);
    assertThat(alone.resolve("adapter_model.safetensors"))
        .hasSameBinaryContentAs(adapted.resolve("adapter_model.safetensors"));
    assertThat(alone.resolve("tokenizer.json")).exists();
    assertThatThrownBy(() -> ExportedFolder.write(checkpoint, folder.resolve("x"), Form.ADAPTER))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("there is no adapter in it; export it as merged");
  }

  /** A decoder's EOS is the template's here; others need it from the tokenizer. */
  @Test
  void theTokenizerAddsWhatTheTemplateAdds() throws IOException {
    var eos =
        new Template(
            "", "", "", Template.First.NONE, Template.Last.SEP, 12, Template.Truncate.RIGHT);
    try (var model = ModelFolder.read(checkpoint)) {
      ModelFolder.write(folder.resolve("decoder"), model.with(eos, eos));
    }
    ExportedFolder.write(folder.resolve("decoder"), out, Form.MERGED);
    try (var tokenizer = HfTokenizer.open(out)) {
      int[] plain = tokenizer.encode("one two");
      assertThat(tokenizer.encodeFramed("one two"))
          .startsWith(plain)
          .endsWith(tokenizer.special().sep().orElseThrow())
          .hasSize(plain.length + 1);
    }
    try (var model = ModelFolder.read(out)) {
      assertThat(model.query()).isEqualTo(eos);
    }
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    assertThatThrownBy(() -> ExportedFolder.write(checkpoint, checkpoint, Form.MERGED))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("the folder is not empty; give a new one");
  }

  @Test
  void whatIsNotComputedHereIsRefused() throws IOException {
    ExportedFolder.write(checkpoint, out, Form.MERGED);
    Path pooling = out.resolve("1_Pooling/config.json");
    String json = Files.readString(pooling);
    Files.writeString(
        pooling,
        json.replace("\"pooling_mode_max_tokens\" : false", "\"pooling_mode_max_tokens\" : true"));
    refused("pooling_mode_max_tokens");
    Files.writeString(pooling, json);
    Path dense = out.resolve("2_Dense/config.json");
    String identity = Files.readString(dense);
    Files.writeString(dense, identity.replace("linear.Identity", "activation.Tanh"));
    refused("activation.Tanh");
    Files.writeString(dense, identity);
    Path modules = out.resolve("modules.json");
    String all = Files.readString(modules);
    Files.writeString(modules, all.replace("1_Pooling", "../1_Pooling"));
    refused("points outside the folder");
    Files.writeString(modules, all.replace("models.Normalize", "models.LSTM"));
    refused("LSTM");
  }

  private void refused(String why) {
    assertThatThrownBy(() -> SentenceTransformers.read(out))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(why);
  }
}
