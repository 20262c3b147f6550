package org.denselab.lexical;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.denselab.base.Cores;
import org.denselab.base.Kept;
import org.denselab.base.Progress;
import org.denselab.data.Corpus;
import org.denselab.data.Document;
import org.denselab.data.Hit;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;
import org.denselab.data.Run;

/**
 * A memory test: BM25 finds the training queries that read like a query, and each returns its own
 * golds. What it scores can be had by remembering the training set, without reading a passage.
 */
public final class RememberedGolds {
  private RememberedGolds() {}

  /**
   * Searches with {@code queries}; a passage scores as the best training query that it is a gold
   * of, and of one training query's golds the ids decide.
   *
   * @param folder for the index of the training queries
   * @param depth training queries looked at and passages kept for each query
   */
  public static Run search(
      QuerySet training,
      List<Query> queries,
      Analysis analysis,
      Bm25 parameters,
      int depth,
      Path folder,
      Kept kept) {
    Bm25Index.build(corpus(training), folder, analysis, kept, Progress.SILENT);
    int threads = Cores.share();
    try (var index = Bm25Index.open(folder, parameters)) {
      Run alike = index.search(queries, depth, threads, Progress.SILENT);
      var hits = new LinkedHashMap<String, List<Hit>>();
      alike.hits().forEach((query, like) -> hits.put(query, golds(like, training, depth)));
      return new Run("training_queries", hits);
    }
  }

  private static List<Hit> golds(List<Hit> like, QuerySet training, int depth) {
    Map<String, Double> best = new LinkedHashMap<>();
    for (Hit query : like)
      for (String gold : training.qrels().positives(query.docId()))
        best.merge(gold, query.score(), Math::max);
    List<Hit> golds = new ArrayList<>();
    best.forEach((id, score) -> golds.add(new Hit(id, score)));
    golds.sort(Comparator.comparingDouble(Hit::score).thenComparing(Hit::docId).reversed());
    return golds.subList(0, Math.min(depth, golds.size()));
  }

  private static Corpus corpus(QuerySet training) {
    return new Corpus() {
      @Override
      public long size() {
        return training.queries().size();
      }

      @Override
      public Stream<Document> documents() {
        return training.queries().stream().map(query -> new Document(query.id(), "", query.text()));
      }
    };
  }
}
