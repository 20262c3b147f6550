package org.denselab.data.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.data.Corpus;
import org.denselab.data.Document;
import org.denselab.data.Qrels;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;
import org.denselab.data.format.Placed;
import org.denselab.data.format.TrainingRecord;

/**
 * Training records seen as a collection of one split: their passages, each once, their queries, and
 * the positives as judgments of grade 1. Passages are streamed; hashes of them stay in memory.
 */
record RecordsCollection(String split, Supplier<Stream<Placed<TrainingRecord>>> records)
    implements Collection {
  @Override
  public String name() {
    return split;
  }

  @Override
  public String fingerprint() {
    throw new UnsupportedOperationException("written, never computed with");
  }

  @Override
  public Corpus corpus() {
    return new Corpus() {
      @Override
      public long size() {
        try (var documents = documents()) {
          return documents.count();
        }
      }

      @Override
      public Stream<Document> documents() {
        Map<String, String> seen = new HashMap<>();
        return records.get().flatMap(placed -> passages(placed, seen));
      }
    };
  }

  private static Stream<Document> passages(
      Placed<TrainingRecord> placed, Map<String, String> seen) {
    List<Document> fresh = new ArrayList<>();
    placed
        .value()
        .passages()
        .forEach(
            passage -> {
              String before = seen.putIfAbsent(passage.idOrHash(), passage.hash());
              if (before == null)
                fresh.add(new Document(passage.idOrHash(), passage.title(), passage.text()));
              else if (!before.equals(passage.hash()))
                throw placed.error("passage id " + passage.id() + " stood for another text before");
            });
    return fresh.stream();
  }

  @Override
  public List<String> splits() {
    return List.of(split);
  }

  @Override
  public QuerySet queries(String wanted) {
    var queries = new LinkedHashMap<String, Query>();
    var grades = new LinkedHashMap<String, Map<String, Integer>>();
    try (var all = records.get()) {
      all.forEach(
          placed -> {
            var record = placed.value();
            var query = new Query(record.idOrHash(), record.query());
            Query before = queries.putIfAbsent(query.id(), query);
            if (before != null && !before.equals(query))
              throw placed.error("query id " + query.id() + " stood for another text before");
            var judged = grades.computeIfAbsent(query.id(), _ -> new LinkedHashMap<>());
            record.positives().forEach(positive -> judged.put(positive.idOrHash(), 1));
          });
    }
    if (queries.isEmpty()) throw new BadInput("there is no record");
    return new QuerySet(split, List.copyOf(queries.values()), new Qrels(grades), Map.of());
  }

  @Override
  public Map<String, List<String>> negatives(String wanted) {
    var negatives = new LinkedHashMap<String, List<String>>();
    try (var all = records.get()) {
      all.map(Placed::value)
          .filter(record -> !record.negatives().isEmpty())
          .forEach(
              record -> {
                var own = negatives.computeIfAbsent(record.idOrHash(), _ -> new ArrayList<>());
                for (var negative : record.negatives())
                  if (!own.contains(negative.idOrHash())) own.add(negative.idOrHash());
              });
    }
    return negatives;
  }
}
