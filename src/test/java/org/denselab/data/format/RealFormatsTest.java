package org.denselab.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.denselab.data.Example;
import org.denselab.data.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as the tools that own the formats published them, read, written and read again. */
class RealFormatsTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "llara-pretrain, jsonl, 11",
    "msmarco, flagembedding, 10",
    "msmarco-qa, flagembedding, 8",
    "narrativeqa-one-story, jsonl, 1",
    "nli, flagembedding, 10",
    "nq, flagembedding, 10",
    "qrecc-convsearch, flagembedding, 8",
    "sts, flagembedding, 10",
    "toolbench-tool, flagembedding, 8"
  })
  void trainingFilesLoseNothing(String name, String format, int records) throws IOException {
    Path file = SharedData.path("fixtures/train-format/" + name + ".jsonl");
    var taken = Formats.of(file.toString());
    assertThat(taken.format().name()).isEqualTo(format);
    assertThat(trees(file)).hasSize(records);
    Path copy = folder.resolve(name + ".jsonl");
    Parts.copy(taken.format(), file, copy);
    assertThat(trees(copy)).isEqualTo(trees(file));
    assertThat(Parts.read(taken.format(), copy)).isEqualTo(Parts.read(taken.format(), file));
    if (taken.format() instanceof TrainingFormat flag)
      for (TrainingFormat other : List.of(new Tevatron(), new Dpr())) {
        Path through = folder.resolve(other.name());
        try (var read = flag.read(file)) {
          other.write(through, read.map(Placed::value));
        }
        assertThat(examples(other, through)).isEqualTo(examples(flag, file));
      }
  }

  /** What training would see: texts, order, scores. */
  private static List<Example> examples(TrainingFormat format, Path file) {
    try (var records = format.read(file)) {
      return records.map(record -> TrainingRecord.example(record, false)).toList();
    }
  }

  private static List<JsonNode> trees(Path file) throws IOException {
    List<JsonNode> trees = new ArrayList<>();
    for (String line : Files.readAllLines(file))
      if (!line.isBlank()) trees.add(Json.MAPPER.readTree(line));
    return trees;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "topics.msmarco-passage.dev-subset.txt, topics, 6980",
    "topics.dl19-passage.txt, topics, 43",
    "topics.beir-v1.0.0-nfcorpus.test.tsv.gz, topics, 323",
    "topics.cacm.txt, trec-topics, 64"
  })
  void topicsLoseNothing(String name, String format, int topics) throws IOException {
    Path file = SharedData.path("fixtures/trec-formats/" + name);
    var taken = Formats.of(file.toString());
    assertThat(taken.format().name()).isEqualTo(format);
    var read = (List<?>) Parts.read(taken.format(), file);
    assertThat(read).hasSize(topics).doesNotHaveDuplicates();
    Path copy = folder.resolve("copy");
    Parts.copy(taken.format(), file, copy);
    assertThat(Parts.read(taken.format(), copy)).isEqualTo(read);
    if (taken.format() instanceof Topics)
      assertThat(Files.readAllLines(copy)).isEqualTo(lines(file));
    Path json = folder.resolve("json");
    try (var again = ((QueryFormat) taken.format()).read(file)) {
      new BeirQueries().write(json, again.map(Placed::value));
    }
    assertThat(Parts.read(new BeirQueries(), json)).isEqualTo(read);
  }

  private static List<String> lines(Path file) {
    try (var lines = TextFile.lines(file)) {
      return lines.map(Line::text).toList();
    }
  }

  @Test
  void aTopicOfCacmIsItsText() {
    Path file = SharedData.path("fixtures/trec-formats/topics.cacm.txt");
    try (var topics = new TrecTopics().read(file)) {
      var first = topics.findFirst().orElseThrow();
      assertThat(first.place()).endsWith(":1");
      assertThat(first.value().id()).isEqualTo("1");
      assertThat(first.value().title()).startsWith("What articles").endsWith("computers?");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "qrels.msmarco-passage.dev-subset.txt, 6980, 7437",
    "qrels.beir-v1.0.0-nfcorpus.test.txt, 323, 12334",
    "qrels.beir-v1.0.0-arguana.test.txt, 1406, 1406"
  })
  void judgmentsLoseNothing(String name, int queries, long judgments) throws IOException {
    Path file = SharedData.path("fixtures/trec-formats/" + name);
    var taken = Formats.of(file.toString());
    assertThat(taken.format()).isEqualTo(new TrecQrels());
    var read = QrelsFile.read(file);
    assertThat(read.grades()).hasSize(queries);
    assertThat(read.grades().values().stream().mapToLong(java.util.Map::size).sum())
        .isEqualTo(judgments);
    for (JudgmentFormat format : List.of(new TrecQrels(), new BeirQrels())) {
      Path copy = folder.resolve("qrels." + format.name() + ".gz");
      format.write(copy, read);
      assertThat(Formats.of(copy.toString()).format()).isEqualTo(format);
      assertThat(format.read(copy)).isEqualTo(read);
    }
  }
}
