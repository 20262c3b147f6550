package org.denselab.data.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.denselab.data.ScoredPair;

/** Scored sentence pairs: tab-separated, header {@code score sentence1 sentence2}, no quoting. */
public final class SimilarityFile {
  private static final List<String> COLUMNS = List.of("score", "sentence1", "sentence2");

  private SimilarityFile() {}

  /**
   * Reads the pairs; the number of its line is a pair's id.
   *
   * @throws org.denselab.base.BadInput naming file and line of what is malformed
   */
  public static List<ScoredPair> read(Path file) {
    List<ScoredPair> pairs = new ArrayList<>();
    try (var lines = TextFile.lines(file)) {
      lines.forEach(
          line -> {
            if (line.number() == 1) requireHeader(line);
            else if (!line.isBlank()) pairs.add(pair(line));
          });
    }
    return pairs;
  }

  private static void requireHeader(Line line) {
    if (!List.of(line.text().strip().split("\t")).equals(COLUMNS))
      throw line.error("expected the header " + String.join("<tab>", COLUMNS));
  }

  private static ScoredPair pair(Line line) {
    String[] fields = line.text().split("\t", -1);
    if (fields.length != COLUMNS.size())
      throw line.error("expected 3 tab-separated columns, found " + fields.length);
    return new ScoredPair(
        Long.toString(line.number()), fields[1], fields[2], line.number(fields[0], "the score"));
  }
}
