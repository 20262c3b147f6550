package org.denselab.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.denselab.data.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read again, plain and gzipped, through every format that can carry it. */
class RoundTripTest {
  private static final List<TrainingFormat> RICH =
      List.of(new Tevatron(), new Dpr(), new FlagEmbedding(), new TevatronIds());

  @TempDir Path folder;

  static Stream<String> trainingFormats() {
    return Formats.all().stream().filter(TrainingFormat.class::isInstance).map(Format::name);
  }

  private static List<TrainingRecord> records(TrainingFormat format, Path file) {
    try (var records = format.read(file)) {
      return records.map(Placed::value).toList();
    }
  }

  private static TrainingRecord plain(TrainingRecord record) {
    return new TrainingRecord(
        record.id(),
        record.query(),
        record.positives(),
        record.negatives(),
        record.answers(),
        record.other(),
        Map.of());
  }

  @ParameterizedTest
  @MethodSource("trainingFormats")
  void aTrainingFileComesBackAsItWas(String name) throws IOException {
    var format = (TrainingFormat) Formats.named(name);
    Path sample = Written.sample(folder, name);
    var read = records(format, sample);
    for (String ending : List.of("", ".gz")) {
      Path copy = folder.resolve("copy" + ending).resolve(sample.getFileName() + ending);
      format.write(copy, read.stream());
      assertThat(records(format, copy)).isEqualTo(read);
    }
    // what a tool wrote, it finds again
    Path copy = folder.resolve("copy").resolve(sample.getFileName());
    if (!name.equals("dpr") && !name.contains("msmarco"))
      assertThat(trees(copy)).isEqualTo(trees(sample));
  }

  private static List<JsonNode> trees(Path file) throws IOException {
    List<JsonNode> trees = new ArrayList<>();
    for (String line : Files.readAllLines(file)) trees.add(Json.MAPPER.readTree(line));
    return trees;
  }

  /** Each rich format, through each other that carries all that the records hold, and back. */
  @ParameterizedTest
  @ValueSource(strings = {"tevatron", "tevatron-ids", "flagembedding", "dpr", "triples"})
  void aRichFormatCarriesWhatAnotherHeld(String name) throws IOException {
    var source = (TrainingFormat) Formats.named(name);
    var read = records(source, Written.sample(folder, name));
    int carried = 0;
    for (TrainingFormat other : RICH) {
      var survey = Survey.of(read.stream());
      if (!other.carries().containsAll(survey.counts().keySet())) continue;
      carried++;
      Path through = folder.resolve("through-" + other.name()).resolve("x.jsonl");
      other.write(through, read.stream());
      var between = records(other, through);
      assertThat(between.stream().map(RoundTripTest::plain))
          .as(other.name())
          .isEqualTo(read.stream().map(RoundTripTest::plain).toList());
      Path back = folder.resolve("back-" + other.name()).resolve("x.jsonl");
      source.write(back, between.stream());
      assertThat(records(source, back).stream().map(RoundTripTest::plain))
          .as("back from " + other.name())
          .isEqualTo(read.stream().map(RoundTripTest::plain).toList());
    }
    assertThat(carried).isGreaterThanOrEqualTo(2);
  }

  private static void assertEqual(Collection read, Collection expected) {
    assertThat(read.splits()).isEqualTo(expected.splits());
    for (String split : expected.splits()) {
      assertThat(read.queries(split)).isEqualTo(expected.queries(split));
      assertThat(read.negatives(split)).isEqualTo(expected.negatives(split));
    }
    assertThat(read.unjudged()).isEqualTo(expected.unjudged());
    try (var a = read.corpus().documents();
        var b = expected.corpus().documents()) {
      assertThat(a.toList()).isEqualTo(b.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"beir", "msmarco"})
  void aCollectionComesBackAsItWas(String name) throws IOException {
    var format = (CollectionFormat) Formats.named(name);
    var read = format.open(Written.sample(folder, name));
    format.write(folder.resolve("copy"), read);
    assertEqual(format.open(folder.resolve("copy")), read);
  }

  @Test
  void msmarcoBringsItsNegatives() {
    var read = new MsMarco().open(Written.sample(folder, "msmarco"));
    assertThat(read.splits()).containsExactly("train", "dev.small");
    assertThat(read.negatives("train"))
        .isEqualTo(Map.of("10", List.of("2", "3"), "11", List.of("1")));
    assertThat(read.unjudged()).singleElement().satisfies(q -> assertThat(q.id()).isEqualTo("13"));
    assertThat(read.missingDocuments("dev.small")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sts",
        "topics",
        "trec-topics",
        "beir-queries",
        "qrels",
        "beir-qrels",
        "run",
        "msmarco-collection",
        "beir-corpus",
        "text",
        "jsonl"
      })
  void aPartComesBackAsItWas(String name) throws IOException {
    Path sample = Written.sample(folder, name);
    Path copy = folder.resolve("copy").resolve(sample.getFileName() + ".gz");
    Format format = Formats.named(name);
    Parts.copy(format, sample, copy);
    assertThat(Parts.read(format, copy))
        .isEqualTo(Parts.read(format, sample))
        .isNotEqualTo(List.of());
    assertThat(Formats.of(copy.toString()).format()).isEqualTo(format);
  }
}
