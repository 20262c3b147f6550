package org.denselab.data.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.data.Datasets;
import org.denselab.data.Pairs;
import org.denselab.data.format.Formats;
import org.denselab.data.format.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {
  @TempDir Path folder;

  private Path convert(String from, String format, String name, boolean lossy) throws IOException {
    return convert(from, format, name, null, lossy);
  }

  private Path convert(String from, String format, String name, String split, boolean lossy)
      throws IOException {
    Path to = folder.resolve(name);
    new Conversion(from, Formats.named(format), to, Optional.ofNullable(split), lossy).run();
    return to;
  }

  private String sample(String format) {
    return Written.sample(folder, format).toString();
  }

  /** What a format cannot carry is named with its count, and nothing is written. */
  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "tevatron|beir|hard negatives (1), short answers (1), other keys (1)",
        "tevatron|flagembedding|titles apart from texts (2)",
        "tevatron|triples|ids of queries (2)",
        "flagembedding|tevatron-ids|a teacher's scores (2)",
        "flagembedding|msmarco-triples|texts with tabs or line breaks (1)",
        "dpr|msmarco|titles apart from texts (1)",
        "beir|msmarco|titles apart from texts (1), texts with tabs or line breaks (1)",
        "msmarco|beir|hard negatives (2)",
        "trec-topics|topics|descriptions and narratives (1)",
        "trec-topics|beir-queries|descriptions and narratives (1)",
        "topics|trec-topics|texts with blanks at an end (1)",
        "beir-queries|topics|texts with tabs or line breaks (1)",
        "beir-corpus|msmarco-collection|titles apart from texts (1), texts with tabs",
        "beir|tevatron|several splits (2)",
        "beir|beir-corpus|queries (2), judgments (3)"
      })
  void whatWouldBeLostIsNamed(String from, String to, String lost) {
    assertThatThrownBy(() -> convert(sample(from), to, "out", "train", false))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(to + " cannot carry ")
        .hasMessageContaining(lost)
        .hasMessageContaining("-Dlossy=true");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest(name = "{0} to {1} and back")
  @CsvSource({
    "tevatron, dpr",
    "dpr, tevatron",
    "triples, tevatron",
    "triples, flagembedding",
    "msmarco-triples, triples",
    "msmarco-triples, flagembedding",
    "msmarco-triples, tevatron-ids",
    "qrels, beir-qrels",
    "topics, beir-queries",
    "msmarco-collection, beir-corpus",
    "text, paragraphs"
  })
  void whatFitsComesBackByteForByte(String from, String to) throws IOException {
    String first = sample(from);
    Path one = convert(first, from, "one/triples.txt", false);
    Path there = convert(from + ":" + one, to, "there/x.json", false);
    Path back = convert(to + ":" + there, from, "back/triples.txt", from.contains("triples"));
    assertThat(back).hasSameTextualContentAs(one);
  }

  @Test
  void recordsBecomeACollectionAndACollectionRecords() throws IOException {
    Path marco = convert(sample("tevatron"), "msmarco", "marco", true);
    var data = (Collection) Datasets.open(marco.toString());
    assertThat(data.splits()).containsExactly("train");
    assertThat(data.queries("train").qrels().of("1")).containsOnlyKeys("7", "8");
    assertThat(data.negatives("train").get("1")).containsExactly("9");
    assertThat(data.corpus().size()).isEqualTo(3);

    Path tevatron = convert(marco.toString(), "tevatron", "t.jsonl", true);
    var triples = ((Pairs) Datasets.open(tevatron.toString())).triples();
    assertThat(triples).hasSize(2);
    assertThat(triples.getFirst().positives()).extracting("id").containsExactly("7", "8");
    assertThat(triples.getFirst().negatives()).extracting("id").containsExactly("9");
  }

  @Test
  void judgedNotRelevantIsANegative() throws IOException {
    Path file = convert(sample("beir"), "flagembedding", "f.jsonl", "train", true);
    var only = ((Pairs) Datasets.open(file.toString())).triples().getFirst();
    assertThat(only.positives()).extracting("text").containsExactly("Lamps A red lamp.");
    assertThat(only.negatives()).extracting("text").containsExactly("A blue\tkettle.");
  }

  @Test
  void theBundledCollectionIsWrittenToo() throws IOException {
    assertThatThrownBy(() -> convert("atlas/search", "beir", "atlas", false))
        .hasMessageContaining("slices of queries");
    var copy =
        (Collection) Datasets.open(convert("atlas/search", "beir", "atlas", true).toString());
    var atlas = (Collection) Datasets.open("atlas/search");
    assertThat(copy.queries("test").qrels()).isEqualTo(atlas.queries("test").qrels());
    assertThat(copy.corpus().size()).isEqualTo(atlas.corpus().size());
  }

  @Test
  void whatMakesNoSenseIsRefused() throws IOException {
    assertThatThrownBy(() -> convert(sample("sts"), "tevatron", "out", true))
        .hasMessageContaining("holds scored pairs")
        .hasMessageContaining("one cannot become the other");
    assertThatThrownBy(() -> convert(sample("beir"), "topics", "out", true))
        .hasMessageContaining("train, test; say which by -Dsplit");
    Files.writeString(folder.resolve("there"), "mine");
    assertThatThrownBy(() -> convert(sample("sts"), "sts", "there", false))
        .hasMessageContaining("is there already");
    assertThatThrownBy(() -> convert(sample("beir-qrels"), "qrels", "out", false))
        .hasMessageContaining("id 'd 1' has a blank in it");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
