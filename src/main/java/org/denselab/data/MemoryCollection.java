package org.denselab.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.denselab.base.BadInput;

/** A collection that is held in memory. {@code bySplit} is in the order of {@link #splits()}. */
public record MemoryCollection(
    String name,
    String fingerprint,
    boolean synthetic,
    List<Document> passages,
    Map<String, QuerySet> bySplit)
    implements Collection {
  public MemoryCollection {
    passages = List.copyOf(passages);
    bySplit = Collections.unmodifiableMap(new LinkedHashMap<>(bySplit));
  }

  @Override
  public Corpus corpus() {
    return new Corpus() {
      @Override
      public long size() {
        return passages.size();
      }

      @Override
      public Stream<Document> documents() {
        return passages.stream();
      }
    };
  }

  @Override
  public List<String> splits() {
    return List.copyOf(bySplit.keySet());
  }

  @Override
  public QuerySet queries(String split) {
    QuerySet queries = bySplit.get(split);
    if (queries == null)
      throw new BadInput(
          name + " has no split " + split + "; it has " + String.join(", ", splits()));
    return queries;
  }
}
