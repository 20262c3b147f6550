package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.data.convert.Conversion;
import org.denselab.data.format.Formats;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies on data as other tools write it: MS MARCO's layout, Tevatron's training records. */
class FormatsInAStudyTest {
  private static final String STUDY =
      """
      study: formats
      backbone:
        preset: bert-2x128
        num_hidden_layers: 1
        hidden_size: 32
        num_attention_heads: 2
        intermediate_size: 64
        vocab_size: 300
        project: 16
        tokenizer: {text: '%s'}
      tasks:
        - {name: own, data: '%s', metric: nDCG@10, negatives: {source: file}}
        - {name: apart, train: '%s', test: 'msmarco:%s', metric: nDCG@10, negatives: {source: file}}
      tuning: {kind: full}
      train: {steps: 2, batch: 4, lr: 1.0e-3, query_length: 12, passage_length: 24}
      evaluate: {retrievers: [dense], depth: 20}
      """;

  @TempDir private Path folder;
  private Path text;
  private Path beir;
  private Path marco;

  @BeforeEach
  void write() throws IOException {
    text = folder.resolve("text.txt");
    beir = folder.resolve("beir");
    marco = folder.resolve("marco");
    TinyCollection.write(beir, text);
    convert(beir, "msmarco", marco, null);
    List<String> triples = new ArrayList<>();
    for (int query = 1; query < 60; query++)
      if (query % 3 > 0) triples.add("q%d\td%d\td%d".formatted(query, query, (query + 7) % 60));
    Files.write(marco.resolve("qidpidtriples.train.full.tsv"), triples);
    convert(marco, "tevatron", folder.resolve("tevatron.jsonl.gz"), "train");
  }

  private static void convert(Path from, String format, Path to, String split) throws IOException {
    new Conversion(from.toString(), Formats.named(format), to, Optional.ofNullable(split), true)
        .run();
  }

  private StudyPlan plan(Path own) throws IOException {
    Path yaml = folder.resolve("formats.yaml");
    Path train = folder.resolve("tevatron.jsonl.gz");
    Files.writeString(yaml, STUDY.formatted(text, own, train, marco));
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, ""));
  }

  @Test
  void bothTrainOnTheNegativesThatTheirFilesBring() throws IOException {
    StudyResult result = StudyRun.run(plan(marco), new Store(folder), Progress.SILENT, "test");
    assertThat(result.cells()).extracting(Cell::error).containsOnly("");
    assertThat(result.cells()).extracting(Cell::task).containsOnly("own", "apart");
    // the same texts by two ways
    assertThat(result.cells().stream().map(Cell::metrics).distinct()).hasSize(1);
    assertThat(result.notes()).noneMatch(note -> note.contains("fewer than"));
    assertThat(result.notes()).anyMatch(note -> note.contains("40 training queries"));
  }

  @Test
  void aCollectionWithoutNegativesCannotServeThem() {
    assertThatThrownBy(() -> plan(beir))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("formats.yaml:")
        .hasMessageContaining("beir brings no negatives for its split train");
  }
}
