package org.denselab.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormatsTest {
  @TempDir Path folder;

  static Stream<String> formats() {
    return Formats.all().stream().map(Format::name).filter(name -> !name.equals("paragraphs"));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyFormatIsToldByItsLook(String name) {
    var taken = Formats.of(Written.sample(folder, name).toString());
    assertThat(taken.format().name()).isEqualTo(name);
    assertThat(taken.says()).startsWith(name + " (");
  }

  @Test
  void whatMayBeTwoThingsIsAskedFor() throws IOException {
    Path file = Files.writeString(folder.resolve("x.tsv"), "1\tone\n2\ttwo\n");
    assertThatThrownBy(() -> Formats.of(file.toString()))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            file
                + ": text with 2 tab-separated columns may be topics or msmarco-collection; say"
                + " which, as in topics:"
                + file);
    var taken = Formats.of("msmarco-collection:" + file);
    assertThat(taken.format()).isEqualTo(new MsMarcoCollection());
    assertThat(taken.path()).isEqualTo(file);
    Path json = Files.writeString(folder.resolve("x.jsonl"), "{\"_id\": \"1\", \"text\": \"t\"}\n");
    assertThatThrownBy(() -> Formats.of(json.toString()))
        .hasMessageContaining("beir-queries or beir-corpus");
  }

  @Test
  void whatIsNothingKnownIsSaid() throws IOException {
    Path label = Files.writeString(folder.resolve("pairs.tsv"), "label\tpremise\thypothesis\n");
    assertThatThrownBy(() -> Formats.of(label.toString()))
        .hasMessageContaining("text with 3 tab-separated columns is no format known here");
    assertThatThrownBy(() -> Formats.of("tevatrn:" + label))
        .hasMessageStartingWith("no format is called tevatrn");
    assertThatThrownBy(() -> Formats.of(folder + "/absent"))
        .hasMessage(folder + "/absent: no such file or folder");
  }

  @Test
  void aDprFileIsReadRecordByRecordWithItsLines() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("d.json"),
            "[\n{\"question\": \"q\", \"positive_ctxs\": []},\n\n{\"question\": 1}\n]");
    try (var records = new Dpr().read(file)) {
      var places = records.iterator();
      assertThat(places.next().place()).isEqualTo(file + ":2");
      assertThatThrownBy(places::next).hasMessage(file + ":4: no \"positive_ctxs\" among question");
    }
    for (String cut :
        List.of("[{\"question\": \"q\",", "[{\"question\": \"q\", \"positive_ctxs\": []}"))
      assertThatThrownBy(() -> readAll(Files.writeString(file, cut)))
          .isInstanceOf(BadInput.class)
          .hasMessageStartingWith(file + ":1:");
    assertThatThrownBy(() -> readAll(Files.writeString(file, "[] []")))
        .hasMessage(file + ":1: there is more after the end of the array");
  }

  private static long readAll(Path file) {
    try (var records = new Dpr().read(file)) {
      return records.toList().size();
    }
  }

  @Test
  void topicsOfAllShapesAreRead() throws IOException {
    Path sgml = Written.sample(folder, "trec-topics");
    try (var topics = new TrecTopics().read(sgml)) {
      assertThat(topics.map(Placed::value))
          .containsExactly(
              new Topic(
                  "401",
                  "foreign minorities, Germany",
                  "What language differences\nimpede integration?",
                  "A relevant document says so."),
              new Topic("402", "lamps & kettles", "", ""));
    }
    Path open = Files.writeString(folder.resolve("open"), "<top>\n<num> 1\n<title> x\n");
    assertThatThrownBy(
            () -> {
              try (var topics = new TrecTopics().read(open)) {
                topics.toList();
              }
            })
        .hasMessage(open + ":1: <top> has no end </top>");
  }

  @Test
  void paragraphsArePartedByBlankLines() throws IOException {
    Path file = Files.writeString(folder.resolve("book"), "one\nmore\n\n \ntwo\n");
    try (var passages = new Paragraphs().read(file)) {
      assertThat(passages)
          .containsExactly(
              new Placed<>(file + ":1", "one\nmore"), new Placed<>(file + ":5", "two"));
    }
  }
}
