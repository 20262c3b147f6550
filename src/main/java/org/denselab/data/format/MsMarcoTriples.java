package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** MS MARCO's {@code triples.train.*.tsv}: query, positive and negative as texts. */
public record MsMarcoTriples() implements TrainingFormat {
  @Override
  public String name() {
    return "msmarco-triples";
  }

  @Override
  public String says() {
    return "three tab-separated texts: query, positive, negative";
  }

  /** By its name: three columns of text may be anything, such as a label and two sentences. */
  @Override
  public boolean recognises(Sample sample) {
    return sample.fileName().matches("(?i)triples.*")
        && sample.everyLine(line -> line.split("\t", -1).length == 3);
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.of(Feature.NEGATIVES, Feature.NO_NEGATIVE);
  }

  @Override
  public Stream<Placed<TrainingRecord>> read(Path file) {
    return TextFile.filled(file).map(line -> Placed.at(line, record(line)));
  }

  private static TrainingRecord record(Line line) {
    String[] texts = Tsv.columns(line, 3, "query, positive, negative");
    return new TrainingRecord(
        "",
        texts[0],
        List.of(Passage.of(texts[1])),
        texts[2].isEmpty() ? List.of() : List.of(Passage.of(texts[2])),
        List.of(),
        Map.of(),
        Map.of());
  }

  /** A record of several passages becomes several lines, which together name each of them. */
  @Override
  public void write(Path file, Stream<TrainingRecord> records) throws IOException {
    Tsv.write(
        file,
        records
            .flatMap(Triple::of)
            .map(t -> List.of(t.record().query(), t.positive(), t.negative().orElse(""))));
  }
}
