package org.denselab.analysis.geometry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.denselab.base.BadInput;
import org.denselab.base.Seeds;
import org.denselab.data.Collection;
import org.denselab.data.Document;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;

/**
 * The texts whose embeddings are looked at: the same for every model of a study.
 *
 * @param golds one positive of each query
 * @param passages drawn from all of the collection
 */
public record TextSample(List<Query> queries, List<Document> golds, List<Document> passages) {
  /** Fewer say nothing about a space. */
  private static final int FEWEST = 20;

  public TextSample {
    queries = List.copyOf(queries);
    golds = List.copyOf(golds);
    passages = List.copyOf(passages);
  }

  /**
   * @param size queries, and passages, at most
   * @throws BadInput where the split has too few queries with a positive in the collection
   */
  public static TextSample draw(Collection data, String split, int size, long seed) {
    QuerySet set = data.queries(split);
    Map<String, String> gold = golds(set, seed);
    Set<Integer> rows =
        drawn(Math.toIntExact(data.corpus().size()), size, Seeds.stream(seed, "geometry passages"));
    Set<String> wanted = new HashSet<>(gold.values());
    Map<String, Document> found = new HashMap<>();
    List<Document> passages = new ArrayList<>();
    try (var documents = data.corpus().documents()) {
      int[] row = {0};
      documents.forEach(
          document -> {
            if (rows.contains(row[0]++)) passages.add(document);
            if (wanted.contains(document.id())) found.put(document.id(), document);
          });
    }
    List<Query> having =
        set.queries().stream()
            .filter(query -> found.containsKey(Objects.toString(gold.get(query.id()))))
            .toList();
    if (having.size() < FEWEST)
      throw new BadInput(
          "analysis: %s has %d queries in its split %s with a positive in the collection; a space is"
                  .formatted(data.name(), having.size(), split)
              + " looked at from "
              + FEWEST);
    List<Query> queries =
        drawn(having.size(), size, Seeds.stream(seed, "geometry queries")).stream()
            .map(having::get)
            .toList();
    return new TextSample(
        queries, queries.stream().map(q -> found.get(gold.get(q.id()))).toList(), passages);
  }

  /** One positive of each query, drawn among them. */
  private static Map<String, String> golds(QuerySet set, long seed) {
    var golds = new HashMap<String, String>();
    for (int i = 0; i < set.queries().size(); i++) {
      String id = set.queries().get(i).id();
      List<String> positives = set.qrels().positives(id);
      if (positives.isEmpty()) continue;
      int drawn = Seeds.stream(seed, "geometry gold", i).nextInt(positives.size());
      golds.put(id, positives.get(drawn));
    }
    return golds;
  }

  /** Distinct numbers below {@code among}, ascending (Floyd's way: Bentley and Floyd 1987). */
  private static SortedSet<Integer> drawn(int among, int size, SplittableRandom random) {
    var drawn = new TreeSet<Integer>();
    for (int last = among - Math.min(size, among); last < among; last++) {
      int next = random.nextInt(last + 1);
      drawn.add(drawn.contains(next) ? last : next);
    }
    return drawn;
  }
}
