package org.denselab.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.data.Hit;
import org.denselab.data.Qrels;
import org.denselab.data.Run;

/** Reads the fixtures' runs (some with words after the tag) and judgments. */
final class TrecFiles {
  private TrecFiles() {}

  static Run run(Path file) throws IOException {
    var hits = new LinkedHashMap<String, List<Hit>>();
    for (String line : Files.readAllLines(file)) {
      String[] columns = line.split("\\s+");
      hits.computeIfAbsent(columns[0], _ -> new ArrayList<>())
          .add(new Hit(columns[2], Double.parseDouble(columns[4])));
    }
    return new Run(file.getFileName().toString(), hits);
  }

  static Qrels qrels(Path file) throws IOException {
    var grades = new LinkedHashMap<String, Map<String, Integer>>();
    for (String line : Files.readAllLines(file)) {
      String[] columns = line.split("\\s+");
      grades
          .computeIfAbsent(columns[0], _ -> new LinkedHashMap<>())
          .put(columns[2], Integer.parseInt(columns[3]));
    }
    return new Qrels(grades);
  }
}
