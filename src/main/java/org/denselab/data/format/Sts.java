package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.data.ScoredPair;

/** Scored sentence pairs: tab-separated under a header, no quoting. */
public record Sts() implements ScoredFormat {
  private static final List<String> COLUMNS = List.of("score", "sentence1", "sentence2");

  @Override
  public String name() {
    return "sts";
  }

  @Override
  public String says() {
    return "three tab-separated columns under the header score, sentence1, sentence2";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.firstLine(Sts::isHeader);
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.noneOf(Feature.class);
  }

  /** The number of its line is a pair's id. */
  @Override
  public Stream<Placed<ScoredPair>> read(Path file) {
    return TextFile.lines(file)
        .filter(
            line -> {
              if (line.number() > 1) return !line.isBlank();
              if (isHeader(line.text())) return false;
              throw line.error("expected the header " + String.join("<tab>", COLUMNS));
            })
        .map(line -> Placed.at(line, pair(line)));
  }

  @Override
  public void write(Path file, Stream<ScoredPair> pairs) throws IOException {
    Tsv.write(
        file,
        Stream.concat(
            Stream.of(COLUMNS), pairs.map(p -> List.of(score(p), p.first(), p.second()))));
  }

  private static String score(ScoredPair pair) {
    return Double.toString(pair.score());
  }

  private static boolean isHeader(String line) {
    return List.of(line.strip().split("\t")).equals(COLUMNS);
  }

  private static ScoredPair pair(Line line) {
    String[] fields = Tsv.columns(line, COLUMNS.size(), String.join(", ", COLUMNS));
    return new ScoredPair(
        Long.toString(line.number()), fields[1], fields[2], line.number(fields[0], "the score"));
  }
}
