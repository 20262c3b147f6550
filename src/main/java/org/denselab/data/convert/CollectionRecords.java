package org.denselab.data.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.data.Collection;
import org.denselab.data.Document;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;
import org.denselab.data.format.Passage;
import org.denselab.data.format.TrainingRecord;

/**
 * A split of a collection seen as training records: positives are judged above 0, negatives are
 * those that the data brings along and those judged 0 or below. Only judged passages are held.
 */
final class CollectionRecords {
  private final QuerySet set;
  private final Map<String, List<String>> negatives;
  private final Map<String, Document> passages;

  CollectionRecords(Collection data, String split) {
    set = data.queries(split);
    negatives = data.negatives(split);
    Set<String> wanted = new HashSet<>();
    for (Query query : set.queries()) {
      wanted.addAll(positives(query));
      wanted.addAll(negatives(query));
    }
    passages = new HashMap<>();
    try (var documents = data.corpus().documents()) {
      documents.filter(d -> wanted.contains(d.id())).forEach(d -> passages.put(d.id(), d));
    }
  }

  /** Passages that a record names and the corpus has. */
  int passages() {
    return passages.size();
  }

  Stream<TrainingRecord> records() {
    return set.queries().stream()
        .map(
            query ->
                new TrainingRecord(
                    query.id(),
                    query.text(),
                    found(positives(query)),
                    found(negatives(query)),
                    List.of(),
                    Map.of(),
                    Map.of()))
        .filter(record -> !record.positives().isEmpty());
  }

  private List<String> positives(Query query) {
    return ids(query, true);
  }

  private Set<String> negatives(Query query) {
    var all = new LinkedHashSet<>(negatives.getOrDefault(query.id(), List.of()));
    all.addAll(ids(query, false));
    return all;
  }

  private List<String> ids(Query query, boolean relevant) {
    return set.qrels().of(query.id()).entrySet().stream()
        .filter(judged -> judged.getValue() > 0 == relevant)
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<Passage> found(Iterable<String> ids) {
    List<Passage> found = new ArrayList<>();
    for (String id : ids) if (passages.containsKey(id)) found.add(Passage.of(passages.get(id)));
    return found;
  }
}
