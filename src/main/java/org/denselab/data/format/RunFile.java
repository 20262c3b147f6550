package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.data.Hit;
import org.denselab.data.Run;

/** TREC runs: six columns {@code query Q0 document rank score tag}. */
public final class RunFile {
  /** trec_eval's order: by score as a 32-bit float, ties by document id, last first. */
  private static final Comparator<Hit> BEST_FIRST =
      Comparator.comparing((Hit hit) -> (float) hit.score()).thenComparing(Hit::docId).reversed();

  private final Map<String, List<Hit>> hits = new LinkedHashMap<>();
  private final Map<String, Set<String>> seen = new LinkedHashMap<>();
  private String tag = "";

  private RunFile() {}

  /**
   * Reads a run. As trec_eval does, the rank column is not used: hits are ordered by score.
   *
   * @throws org.denselab.base.BadInput naming file and line of what is malformed, or of a document
   *     that a query retrieves twice
   */
  public static Run read(Path file) {
    var reader = new RunFile();
    try (var lines = TextFile.lines(file)) {
      lines.filter(line -> !line.isBlank()).forEach(reader::add);
    }
    reader.hits.values().forEach(list -> list.sort(BEST_FIRST));
    return new Run(reader.tag, reader.hits);
  }

  /** Writes ranks from 1 in the order of the hits. */
  public static void write(Path file, Run run) throws IOException {
    TextFile.write(
        file,
        out -> {
          for (var query : run.hits().entrySet()) {
            int rank = 1;
            for (Hit hit : query.getValue())
              out.write(
                  String.join(
                          " ",
                          query.getKey(),
                          "Q0",
                          hit.docId(),
                          Integer.toString(rank++),
                          Double.toString(hit.score()),
                          run.tag())
                      + "\n");
          }
        });
  }

  private void add(Line line) {
    String[] fields = line.text().strip().split("\\s+", -1);
    if (fields.length < 6) // trec_eval ignores what follows the tag
    throw line.error(
          "expected 6 columns (query Q0 document rank score tag), found " + fields.length);
    String query = fields[0];
    String document = fields[2];
    if (!seen.computeIfAbsent(query, _ -> new HashSet<>()).add(document))
      throw line.error("document " + document + " is retrieved twice for query " + query);
    double score = line.number(fields[4], "the score");
    hits.computeIfAbsent(query, _ -> new ArrayList<>()).add(new Hit(document, score));
    if (tag.isEmpty()) tag = fields[5];
  }
}
