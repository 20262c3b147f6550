package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.data.QuerySet;

/** MS MARCO's {@code qidpidtriples}: query, positive and negative by their ids. */
final class MsMarcoIds {
  private MsMarcoIds() {}

  /** Every query's negatives, each once; the positives stand in the qrels. */
  static Map<String, List<String>> negatives(Path file) {
    var byQuery = new LinkedHashMap<String, Set<String>>();
    try (var lines = TextFile.filled(file)) {
      lines.forEach(
          line -> {
            String[] ids = Tsv.columns(line, 3, "query id, positive id, negative id");
            byQuery.computeIfAbsent(ids[0].strip(), _ -> new LinkedHashSet<>()).add(ids[2].strip());
          });
    }
    var negatives = new LinkedHashMap<String, List<String>>();
    byQuery.forEach((query, ids) -> negatives.put(query, List.copyOf(ids)));
    return negatives;
  }

  /** Each negative beside one of its query's positives, which take turns. */
  static void write(Path file, QuerySet set, Map<String, List<String>> negatives)
      throws IOException {
    Tsv.write(file, set.queries().stream().flatMap(query -> rows(query.id(), set, negatives)));
  }

  private static Stream<List<String>> rows(
      String query, QuerySet set, Map<String, List<String>> negatives) {
    List<String> positives =
        set.qrels().of(query).entrySet().stream()
            .filter(judged -> judged.getValue() > 0)
            .map(Map.Entry::getKey)
            .toList();
    if (positives.isEmpty()) return Stream.empty();
    List<List<String>> rows = new ArrayList<>();
    for (String negative : negatives.getOrDefault(query, List.of()))
      rows.add(List.of(query, positives.get(rows.size() % positives.size()), negative));
    return rows.stream();
  }
}
