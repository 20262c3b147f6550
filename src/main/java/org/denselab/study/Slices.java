package org.denselab.study;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.denselab.data.Collection;
import org.denselab.data.Qrels;
import org.denselab.dsl.Split;

/**
 * Subsets of a row's queries that have tables of their own: those that the data fixes, and, where
 * only some queries have a gold that is a training positive as well, those with and those without
 * one. A passage that was pulled towards training queries is easier to find again.
 */
final class Slices {
  /** At least one gold is a positive of a training query. */
  static final String TRAINED = "gold-trained";

  /** No gold is a positive of a training query. */
  static final String UNTRAINED = "gold-untrained";

  private record Place(TaskData task, String split) {}

  private final Map<Place, SortedMap<String, Set<String>>> known = new HashMap<>();

  /** Query ids by name; none for scored pairs. */
  SortedMap<String, Set<String>> of(Row row) {
    return row.data() instanceof Collection data
        ? known.computeIfAbsent(new Place(row.task(), row.dataSplit()), _ -> all(row, data))
        : new TreeMap<>();
  }

  private static SortedMap<String, Set<String>> all(Row row, Collection data) {
    var queries = data.queries(row.dataSplit());
    var slices = new TreeMap<>(queries.slices());
    String train = row.task().task().splits().of(Split.TRAIN);
    boolean trained = data.equals(row.task().train()) && data.splits().contains(train);
    if (trained && row.at() != Split.TRAIN)
      slices.putAll(byGold(queries.qrels(), data.queries(train).qrels()));
    return slices;
  }

  /** Empty where all queries are alike. */
  private static Map<String, Set<String>> byGold(Qrels test, Qrels training) {
    Set<String> positives = new HashSet<>();
    training.grades().keySet().forEach(query -> positives.addAll(training.positives(query)));
    Set<String> trained = new HashSet<>();
    Set<String> untrained = new HashSet<>();
    for (String query : test.grades().keySet())
      (test.positives(query).stream().anyMatch(positives::contains) ? trained : untrained)
          .add(query);
    return trained.isEmpty() || untrained.isEmpty()
        ? Map.of()
        : Map.of(TRAINED, trained, UNTRAINED, untrained);
  }
}
