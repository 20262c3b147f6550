package org.denselab.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.denselab.base.Progress;
import org.denselab.data.SharedData;
import org.denselab.data.format.Format;
import org.denselab.data.format.Formats;
import org.denselab.data.format.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValidatorTest {
  private static final Validator.Length WORDS =
      new Validator.Length(
          "words", text -> text.isBlank() ? 0 : text.strip().split("\\s+", -1).length, 2);

  @TempDir Path folder;

  private static Validation validate(Path path) {
    return Validator.validate(Formats.of(path.toString()), WORDS, Progress.SILENT);
  }

  static Stream<String> formats() {
    return Formats.all().stream().map(Format::name).filter(name -> !name.equals("paragraphs"));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyFormatIsValidatedWithinAHundredColumns(String name) {
    var validation = validate(Written.sample(folder, name));
    assertThat(validation.broken()).isEmpty();
    assertThat(validation.counts()).isNotEmpty();
    assertThat(ValidationTable.lines(validation))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100))
        .last()
        .isEqualTo("sound");
  }

  @Test
  void whatSpoilsACollectionIsCounted() throws IOException {
    Path beir = Written.sample(folder, "beir");
    Files.writeString(
        beir.resolve("corpus.jsonl"),
        """
        {"_id": "d1", "title": "", "text": "A red lamp."}
        {"_id": "d1", "title": "", "text": "a RED  lamp."}
        {"_id": "d4", "title": "", "text": " "}
        """);
    Files.writeString(beir.resolve("qrels/train.tsv"), "q1\td1\t1\nq1\td9\t0\nq7\td1\t1\n");
    Files.writeString(beir.resolve("qrels/dev.tsv"), "q1\td1\t1\n");
    var validation = validate(beir);
    String corpus = beir.resolve("corpus.jsonl").toString();
    assertThat(validation.broken())
        .containsExactlyInAnyOrder(
            "1 passages without text, first at " + corpus + ":3",
            "1 passages whose id stood before, first at " + corpus + ":2",
            "1 judgments in train name a passage that is not there, first at query q1, d9",
            "1 queries judged in train are not there",
            "1 judgments in test name a passage that is not there, first at query q2, d2");
    assertThat(validation.noted())
        .contains("1 passages that say the same as one before", "1 queries are judged in no split");
    assertThat(validation.counts())
        .containsEntry("queries of dev also in train", "1 (100.0 %)")
        .containsEntry("queries of test also in train", "0 (0.0 %)")
        .containsEntry("positives a query in train", "1 to 1, mean 1.00");
    assertThat(ValidationTable.lines(validation)).last().isEqualTo("not sound");
  }

  @Test
  void limitsAreToldByWhatTheyCut() {
    var lengths = new Lengths();
    for (int i = 0; i < 9; i++) lengths.add(10);
    lengths.add(100);
    assertThat(lengths.quantile(0.5)).isEqualTo(10);
    assertThat(lengths.quantile(0.95)).isEqualTo(100);
    // 30 of the one long text's 100 tokens fit into 32 beside two special ones
    assertThat(lengths.cuts(2).getFirst()).isEqualTo(new Validation.Cut(32, 0.1, 70 / 190.0));
    assertThat(lengths.cuts(2)).extracting(Validation.Cut::limit).containsExactly(32, 64, 128);
  }

  @Test
  void falseNegativesInARecordAreCounted() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("f.jsonl"),
            """
            {"query": "q", "pos": ["A lamp."], "neg": ["a  LAMP.", "other"]}
            {"query": "r", "pos": [], "neg": []}
            """);
    var validation = validate(file);
    assertThat(validation.broken())
        .containsExactly("1 records without a positive, first at " + file + ":2");
    assertThat(validation.noted())
        .contains("1 negatives that say the same as a positive of their query");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"adi, 82, 35", "cacm, 3204, 52", "squad11-tiny, 0, 0"})
  void realCollectionsAreSound(String name, int passages, int queries) {
    var validation = validate(SharedData.path(name));
    if (passages > 0)
      assertThat(validation.counts())
          .containsEntry("passages", "%,d".formatted(passages))
          .containsEntry("queries judged in test", Integer.toString(queries));
    assertThat(validation.groups()).isNotEmpty();
  }
}
