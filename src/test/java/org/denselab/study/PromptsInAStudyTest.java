package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.StudyLoader;
import org.denselab.model.ExportedFolder;
import org.denselab.model.ModelFolder;
import org.denselab.model.Templates;
import org.denselab.model.TinyModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The prompts of a sentence-transformers folder stand before texts where a study says nothing. */
class PromptsInAStudyTest {
  private static final String STUDY =
      """
      study: prompts
      backbone: {weights: '%s', pooling: mean, project: 8}
      tuning: {kind: none}
      tasks:
        - {name: plain, data: '%s', metric: nDCG@10}
        - {name: own, data: '%<s', metric: nDCG@10, query: {prefix: "find: "}, passage: {prefix: ""}}
        - {name: told, data: '%<s', metric: nDCG@10, query: {instruction: "Find it. "}}
        - {name: same, data: '%<s', metric: nDCG@10, query: {prefix: "ask: "}, passage: {prefix: "say: "}}
      evaluate: {retrievers: [dense]}
      """;

  @TempDir private Path folder;
  private final List<String> log = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    try (var model = TinyModel.make(folder.resolve("tokenizer"), 3)) {
      ModelFolder.write(checkpoint, model);
    }
    ExportedFolder.write(checkpoint, folder.resolve("model"), ExportedFolder.Form.MERGED);
    Files.writeString(
        folder.resolve("model/config_sentence_transformers.json"),
        "{\"prompts\": {\"query\": \"ask: \", \"passage\": \"say: \"}}");
  }

  private Templates texts(int task) throws IOException {
    Path yaml = folder.resolve("prompts.yaml");
    Files.writeString(yaml, STUDY.formatted(folder.resolve("model"), folder.resolve("shelf")));
    StudyCell cell = new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, "").cells().getFirst();
    return new TaskTexts(cell, log::add).trained(cell.study().tasks().get(task));
  }

  @Test
  void promptsStandWhereTheStudySaysNothing() throws IOException {
    assertThat(texts(0).query().prefix()).isEqualTo("ask: ");
    assertThat(texts(0).passage().prefix()).isEqualTo("say: ");
    assertThat(log)
        .contains(
            "queries of plain begin with the prompt of the weights' folder, \"ask: \"; prefix: \"\""
                + " does without");
  }

  @Test
  void theStudysOwnWinsAndIsLogged() throws IOException {
    assertThat(texts(1).query().prefix()).isEqualTo("find: ");
    assertThat(texts(1).passage().prefix()).isEmpty();
    assertThat(log)
        .contains(
            "queries of own go by the study; the prompt of the weights' folder, \"ask: \", is left"
                + " out",
            "passages of own go by the study; the prompt of the weights' folder, \"say: \", is left"
                + " out");
  }

  @Test
  void anInstructionStandsForThePromptOfQueries() throws IOException {
    assertThat(texts(2).query().prefix()).isEmpty();
    assertThat(texts(2).query().instruction()).isEqualTo("Find it. ");
    assertThat(texts(2).passage().prefix()).isEqualTo("say: ");
  }

  @Test
  void nothingIsSaidWhereBothAgree() throws IOException {
    assertThat(texts(3).query().prefix()).isEqualTo("ask: ");
    assertThat(log).isEmpty();
  }
}
