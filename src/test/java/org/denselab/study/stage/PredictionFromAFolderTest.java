package org.denselab.study.stage;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.Pretrain;
import org.denselab.dsl.StudyLoader;
import org.denselab.engine.GoldenFolder;
import org.denselab.graph.Parameter;
import org.denselab.graph.Pooling;
import org.denselab.model.Model;
import org.denselab.model.ModelFolder;
import org.denselab.text.TokenizerSettings;
import org.denselab.text.TokenizerTrainer;
import org.denselab.train.Frame;
import org.denselab.train.PredictionHead;
import org.denselab.train.TextWindows;
import org.denselab.weights.ModelFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Causal language models from HuggingFace folders: with the head of the folder, or the embeddings.
 */
class PredictionFromAFolderTest {
  private static final List<String> TEXT =
      List.of("the cat sat on the mat and slept", "the dog sat on the log and barked");

  @TempDir private Path folder;

  /** A golden checkpoint with a tokenizer that fits it. */
  private Path copy(String golden) throws IOException {
    Path to = Files.createDirectory(folder.resolve(golden));
    TokenizerTrainer.train(
            TokenizerSettings.of(TokenizerSettings.Kind.WORDPIECE, 60),
            TEXT.stream(),
            Progress.SILENT)
        .write(to);
    for (String file : List.of("config.json", "model.safetensors"))
      Files.copy(GoldenFolder.BUNDLED.resolve(golden).resolve(file), to.resolve(file));
    return to;
  }

  private Pretrain.Clm clm(boolean tied) throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("clm.yaml"),
            """
            study: clm
            backbone:
              preset: llama-2x128
              pretrain: {objective: clm, text: text.txt, steps: 2, batch: 2, tie_word_embeddings: %s}
            tasks: [{name: shelf, data: atlas/search, metric: nDCG@10}]
            evaluate: {retrievers: [dense]}
            """
                .formatted(tied));
    var study = new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, "").cells().getFirst().study();
    var backbone = (Backbone.Preset) study.backbone().orElseThrow();
    return (Pretrain.Clm) backbone.pretrain().orElseThrow();
  }

  private interface Use {
    void of(Model model, PredictionHead head) throws IOException;
  }

  private void with(String golden, boolean tied, Use use) throws IOException {
    Path from = copy(golden);
    try (var model = ModelFolder.foreign(from, Head.of(Pooling.LAST, true), 1)) {
      var frame = Frame.of(model.passage(), model.tokenizer());
      TextWindows windows;
      try (Stream<String> text = TEXT.stream()) {
        windows = TextWindows.of(text, model.tokenizer(), 8, 4);
      }
      var made = Prediction.causal(model, clm(tied), windows, frame, 1, Optional.of(from));
      try (var head = made.head()) {
        use.of(model, head);
      }
    }
  }

  @Test
  void anUntiedHeadIsTheFolders() throws IOException {
    with(
        "llama_gqa",
        false,
        (_, head) -> {
          assertThat(head.parameters())
              .extracting(Parameter::name)
              .containsExactly("lm_head.weight");
          assertIsStored(head.parameters().getFirst(), "llama_gqa");
        });
  }

  @Test
  void phisHeadHasABias() throws IOException {
    with(
        "phi",
        false,
        (_, head) -> {
          assertThat(head.parameters())
              .extracting(Parameter::name)
              .containsExactly("lm_head.weight", "lm_head.bias");
          for (Parameter parameter : head.parameters()) assertIsStored(parameter, "phi");
        });
  }

  @Test
  void aTiedHeadIsTheEmbeddings() throws IOException {
    with("qwen2", true, (_, head) -> assertThat(head.parameters()).isEmpty());
  }

  @Test
  void aFolderWithoutAHeadIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> with("qwen2", false, (_, _) -> {}))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("has no lm_head.weight; write tie_word_embeddings: true");
  }

  private static void assertIsStored(Parameter parameter, String golden) throws IOException {
    try (var weights = ModelFiles.open(GoldenFolder.BUNDLED.resolve(golden))) {
      assertThat(parameter.values().toArray(JAVA_FLOAT))
          .isEqualTo(weights.tensor(parameter.name()).bytes().toArray(JAVA_FLOAT_UNALIGNED));
    }
  }
}
