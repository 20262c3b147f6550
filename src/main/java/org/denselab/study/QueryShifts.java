package org.denselab.study;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.data.Collection;
import org.denselab.data.Document;
import org.denselab.data.Query;
import org.denselab.data.Run;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.QueryShift;

/**
 * The queries that a change of retriever helped and hurt most, with the texts that explain it.
 *
 * @param limit queries shown on either side
 * @param texts false shows ids only
 */
record QueryShifts(int limit, boolean texts) {
  /** Queries with the largest rise, largest first. */
  List<QueryShift> gained(Cell cell, Cell baseline, String metric, Lookup lookup) {
    return shifts(cell, baseline, metric, lookup, 1);
  }

  /** Queries with the largest fall, largest first. */
  List<QueryShift> lost(Cell cell, Cell baseline, String metric, Lookup lookup) {
    return shifts(cell, baseline, metric, lookup, -1);
  }

  private List<QueryShift> shifts(
      Cell cell, Cell baseline, String metric, Lookup lookup, int sign) {
    Map<String, Double> after = cell.perQuery().get(metric);
    Map<String, Double> before = baseline.perQuery().get(metric);
    return after.keySet().stream()
        .filter(id -> sign * (after.get(id) - before.get(id)) > 0)
        .sorted(
            Comparator.<String>comparingDouble(id -> -sign * (after.get(id) - before.get(id)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(limit)
        .map(id -> lookup.shift(id, before.get(id), after.get(id), texts))
        .toList();
  }

  /**
   * The texts of a task's queries and of the passages that matter for them.
   *
   * @param after the run of the cell, and {@code before} that of the baseline
   */
  record Lookup(
      Map<String, Query> queries,
      Map<String, Map<String, Integer>> grades,
      Run before,
      Run after,
      Map<String, String> passages) {
    /** Reads the texts in one pass over the corpus. */
    static Lookup of(Collection data, String split, Run before, Run after) throws IOException {
      var set = data.queries(split);
      Map<String, Query> queries = new HashMap<>();
      Set<String> wanted = new HashSet<>();
      for (Query query : set.queries()) {
        queries.put(query.id(), query);
        wanted.add(top(before, query.id()));
        wanted.add(top(after, query.id()));
        wanted.add(gold(set.qrels().of(query.id())));
      }
      Map<String, String> passages = new HashMap<>();
      try (Stream<Document> documents = data.corpus().documents()) {
        documents
            .filter(d -> wanted.contains(d.id()))
            .forEach(d -> passages.put(d.id(), d.joined()));
      }
      return new Lookup(queries, set.qrels().grades(), before, after, passages);
    }

    private QueryShift shift(String id, double before, double after, boolean texts) {
      String gold = gold(grades.getOrDefault(id, Map.of()));
      return new QueryShift(
          id,
          texts ? queries.get(id).text() : "",
          before,
          after,
          gold,
          texts ? passages.getOrDefault(gold, "") : "",
          passage(top(this.before, id), texts),
          passage(top(this.after, id), texts));
    }

    private String passage(String id, boolean texts) {
      if (id.isEmpty()) return "";
      return texts ? id + ": " + passages.getOrDefault(id, "") : id;
    }

    private static String top(Run run, String query) {
      return run.of(query).isEmpty() ? "" : run.of(query).getFirst().docId();
    }

    /** The passage judged highest. */
    private static String gold(Map<String, Integer> judged) {
      return judged.entrySet().stream()
          .filter(e -> e.getValue() > 0)
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .orElse("");
    }
  }
}
