package org.denselab.study.stage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.base.Seeds;
import org.denselab.data.Collection;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;
import org.denselab.mining.Mined;
import org.denselab.mining.MinedNegatives;

/** Training examples: the queries of a split with all their positives and hard negatives. */
final class Examples {
  private Examples() {}

  /**
   * Only passages that are used are kept in memory. A query none of whose positives is in the
   * corpus is left out.
   *
   * @param negatives query id to passage ids
   */
  static List<Example> of(Collection data, String split, Map<String, List<String>> negatives) {
    QuerySet set = data.queries(split);
    Map<String, Document> passages = passages(data, wanted(set, negatives));
    List<Example> examples = new ArrayList<>();
    for (Query query : set.queries()) {
      List<Document> positives = found(passages, set.qrels().positives(query.id()));
      if (positives.isEmpty()) continue;
      List<String> own = negatives.getOrDefault(query.id(), List.of());
      examples.add(
          new Example(query.id(), query.text(), positives, found(passages, own), List.of()));
    }
    return examples;
  }

  /** What was mined, by query id. */
  static Map<String, List<String>> negatives(MinedNegatives mined) {
    var negatives = new HashMap<String, List<String>>();
    mined
        .byQuery()
        .forEach((query, found) -> negatives.put(query, found.stream().map(Mined::doc).toList()));
    return negatives;
  }

  /**
   * The share of the examples that is used, drawn by seed; a smaller share is part of a larger one.
   */
  static List<Example> fraction(List<Example> examples, double share, long seed) {
    if (share == 1) return examples;
    List<Example> drawn = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++)
      if (Seeds.stream(seed, "fraction", i).nextDouble() < share) drawn.add(examples.get(i));
    return drawn;
  }

  private static Set<String> wanted(QuerySet set, Map<String, List<String>> negatives) {
    Set<String> wanted = new HashSet<>();
    for (Query query : set.queries()) {
      wanted.addAll(set.qrels().positives(query.id()));
      wanted.addAll(negatives.getOrDefault(query.id(), List.of()));
    }
    return wanted;
  }

  private static Map<String, Document> passages(Collection data, Set<String> wanted) {
    Map<String, Document> passages = new HashMap<>();
    try (Stream<Document> documents = data.corpus().documents()) {
      documents.filter(d -> wanted.contains(d.id())).forEach(d -> passages.put(d.id(), d));
    }
    return passages;
  }

  private static List<Document> found(Map<String, Document> passages, List<String> ids) {
    return ids.stream().map(passages::get).filter(Objects::nonNull).toList();
  }
}
