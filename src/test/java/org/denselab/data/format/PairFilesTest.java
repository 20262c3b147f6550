package org.denselab.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.BadInput;
import org.denselab.data.Datasets;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.data.Pairs;
import org.denselab.data.ScoredPair;
import org.denselab.data.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairFilesTest {
  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<Example> triples(Path file) {
    return PairFile.open(Formats.of(file.toString())).triples();
  }

  private static List<ScoredPair> scored(Path file) {
    return PairFile.open(Formats.of(file.toString())).scored();
  }

  @Test
  void triplesOfOneAnchorShareItsId() throws IOException {
    Path file =
        file(
            "nli.jsonl",
            """
            {"anchor": "a", "positive": "p", "negative": "n"}
            {"anchor": "b", "positive": "p"}
            {"anchor": "a", "positive": "n", "negative": "p"}
            """);
    List<Example> triples = ((Pairs) Datasets.open(file.toString())).triples();
    assertThat(triples).hasSize(3);
    assertThat(triples.get(2).id()).isEqualTo(triples.get(0).id());
    assertThat(triples.get(1).id()).isNotEqualTo(triples.get(0).id());
    assertThat(triples.get(2).positives()).isEqualTo(triples.get(0).negatives());
    assertThat(triples.get(1).negatives()).isEmpty();
  }

  @Test
  void teacherScoresAreKeptPositivesFirst() throws IOException {
    Path file =
        file(
            "hard.jsonl",
            """
            {"query": "q", "pos": ["p"], "neg": ["n", "m"], "pos_scores": [0.9], "neg_scores": [0.2, 0.1]}
            {"query": "q", "pos": ["p"], "neg": ["n"], "teacher_scores": [3, 1.5]}
            """);
    Path tevatron =
        file(
            "tevatron.jsonl",
            """
            {"query_id": "1", "query": "q", "positive_passages": [{"docid": "7", "title": "T", "text": "t"}], "negative_passages": []}
            """);
    List<Example> read = triples(file);
    assertThat(read.get(0).teacherScores()).containsExactly(0.9, 0.2, 0.1);
    assertThat(read.get(1).teacherScores()).containsExactly(3.0, 1.5);
    Example passages = triples(tevatron).getFirst();
    assertThat(passages.positives()).containsExactly(new Document("7", "T", "t"));
    assertThat(passages.teacherScores()).isEmpty();
  }

  @Test
  void recordsThatCannotBeTrainedOnAreRefused() throws IOException {
    assertRefused("{\"query\": \"q\", \"pos\": []}", "no positive passage");
    assertRefused("{\"query\": \" \", \"pos\": [\"p\"]}", "the query is empty");
    assertRefused(
        "{\"query\": \"q\", \"pos\": [\"p\"]}\n{\"query\": \"q\", \"positives\": []}",
        ":2: no \"pos\" among query, positives");
    assertRefused("{\"query\": \"q\", \"pos\": [{}]}", "\"pos\" must be text, but is OBJECT");
    assertRefused(
        "{\"query\": \"q\", \"pos\": [\"p\"], \"pos_scores\": [1, 2]}", "differ in length");
    assertRefused(
        "{\"query\": \"q\", \"pos\": [\"p\"], \"teacher_scores\": [1, 2]}", "2 teacher scores");
    assertRefused("{\"query\": \"q\", \"pos\": [\"p\"]} x", ":1:");
  }

  private void assertRefused(String line, String message) throws IOException {
    Path file = file("bad.jsonl", line + "\n");
    assertThatThrownBy(() -> triples(file))
        .as(line)
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(file + ":")
        .hasMessageContaining(message);
  }

  @Test
  void scoredPairsNeedTheirHeader() throws IOException {
    Path file = file("sts.tsv", "score\tsentence1\tsentence2\n3.5\ta \"b\"\tc\n");
    var pair = ((Pairs) Datasets.open(file.toString())).scored().getFirst();
    assertThat(pair.first()).isEqualTo("a \"b\"");
    assertThat(pair.score()).isEqualTo(3.5);
    Path headless = file("headless.tsv", "3.5\ta\tb\n");
    assertThatThrownBy(() -> scored(headless)).hasMessageContaining("say which, as in sts:");
    assertThatThrownBy(() -> Datasets.open("sts:" + headless))
        .hasMessageContaining(":1: expected the header");
    Path short2 = file("short.tsv", "score\tsentence1\tsentence2\n3.5\ta\n");
    assertThatThrownBy(() -> scored(short2)).hasMessageContaining(":2: expected 3");
    Path other = file("pairs.csv", "");
    assertThatThrownBy(() -> Datasets.open(other.toString()))
        .hasMessageContaining("the file is empty");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nli/lingnli-train.jsonl, 14995, 5000",
    "nli/lingnli-dev.jsonl, 2721, 833",
    "nli/sick-nli-train.jsonl, 156, 107",
    "fixtures/train-format/msmarco.jsonl, 10, 10",
    "fixtures/train-format/msmarco-qa.jsonl, 8, 8",
    "fixtures/train-format/qrecc-convsearch.jsonl, 8, 8",
    "fixtures/train-format/toolbench-tool.jsonl, 8, 8",
    "fixtures/train-format/sts.jsonl, 10, 10"
  })
  void realTrainingFilesAreRead(String name, int examples, long anchors) {
    List<Example> read = triples(SharedData.path(name));
    assertThat(read).hasSize(examples);
    assertThat(read.stream().map(Example::id).distinct().count()).isEqualTo(anchors);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"sts12-test, 2358", "sts15-test, 3000", "sick-test, 4927", "sick-dev, 500"})
  void realPairsAreRead(String name, int pairs) {
    assertThat(scored(SharedData.path("sts/" + name + ".tsv"))).hasSize(pairs);
  }

  @Test
  void plainTextIsReadByParagraph() throws IOException {
    file("b.txt", "third\n");
    file("a.txt", "first\n\n second \r\n");
    file("README.md", "not text\n");
    var text = Datasets.text(folder.toString());
    for (int pass = 0; pass < 2; pass++)
      try (var paragraphs = text.paragraphs()) {
        assertThat(paragraphs).containsExactly("first", "second", "third");
      }
    String before = text.fingerprint();
    file("b.txt", "other\n");
    assertThat(Datasets.text(folder.toString()).fingerprint()).isNotEqualTo(before);
  }
}
