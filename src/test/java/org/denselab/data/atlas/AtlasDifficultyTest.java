package org.denselab.data.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;
import org.denselab.data.Collection;
import org.denselab.data.Datasets;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;
import org.junit.jupiter.api.Test;

/** Atlas leaves BM25 something to lose, and something to win. */
class AtlasDifficultyTest {
  private static final int DEPTH = 10;

  @Test
  void bm25FindsNothingOnTheMismatchSliceAndMuchElsewhere() throws IOException {
    var search = (Collection) Datasets.open("atlas/search");
    var analyzer = new EnglishAnalyzer();
    try (var directory = new ByteBuffersDirectory()) {
      try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
          var documents = search.corpus().documents()) {
        for (var passage : documents.toList()) {
          var document = new Document();
          document.add(new StringField("id", passage.id(), Field.Store.YES));
          document.add(new TextField("text", passage.joined(), Field.Store.NO));
          writer.addDocument(document);
        }
      }
      try (var reader = DirectoryReader.open(directory)) {
        var searcher = new IndexSearcher(reader);
        searcher.setSimilarity(new BM25Similarity(0.9f, 0.4f));
        QuerySet test = search.queries("test");
        Set<String> mismatch = test.slices().get("mismatch");
        List<Double> apart = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        for (Query query : test.queries()) {
          double ndcg = ndcg(searcher, analyzer, query, test.qrels().of(query.id()).keySet());
          all.add(ndcg);
          if (mismatch.contains(query.id())) apart.add(ndcg);
        }
        assertThat(mean(apart)).as("nDCG@10 of BM25 on the mismatch slice").isLessThan(0.02);
        assertThat(mean(all)).as("nDCG@10 of BM25 on atlas/search").isBetween(0.45, 0.70);
      }
    }
  }

  /** With a single gold of grade 1, the ideal gain is 1. */
  private static double ndcg(
      IndexSearcher searcher, EnglishAnalyzer analyzer, Query query, Set<String> golds)
      throws IOException {
    assertThat(golds).hasSize(1);
    var parsed = new QueryBuilder(analyzer).createBooleanQuery("text", query.text());
    var hits = searcher.search(parsed, DEPTH).scoreDocs;
    for (int rank = 0; rank < hits.length; rank++) {
      String id = searcher.storedFields().document(hits[rank].doc).get("id");
      if (golds.contains(id)) return Math.log(2) / Math.log(rank + 2);
    }
    return 0;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElseThrow();
  }
}
