package org.denselab.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.Pieces;
import org.denselab.base.Progress;
import org.denselab.data.Collection;
import org.denselab.data.format.Beir;
import org.denselab.eval.Evaluation;
import org.denselab.eval.Metric;
import org.denselab.eval.Options;
import org.denselab.mining.Mined;
import org.denselab.mining.Miner;
import org.denselab.mining.MiningRules;
import org.denselab.mining.MiningRules.Pick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BM25's nDCG@10 is not below that of a plain BM25 without stemming, collection by collection. */
class CollectionFloorsTest {
  private static final Logger LOG = LogManager.getLogger();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "cranfield, test, 0.3163",
    "cacm, test, 0.4366",
    "msmarco-dl, dev, 0.4251",
    "msmarco-dl, test, 0.4436",
    "squad11-small, test, 0.8197"
  })
  void reachesTheFloor(String name, String split, double floor) {
    var collection = collection(name);
    var queries = collection.queries(split);
    try (var index = index(collection)) {
      var run = index.search(queries.queries(), 1000, 2, Progress.SILENT);
      var evaluation =
          Evaluation.of(
              run,
              queries.qrels(),
              Metric.parseList("nDCG@10,RR@10,R@100"),
              Options.DEFAULT.complete());
      LOG.info("{} {}: {}", name, split, evaluation.means());
      assertThat(evaluation.means().get("nDCG@10")).isGreaterThanOrEqualTo(floor);
    }
  }

  @Test
  void minesRealTrainingQueries() throws IOException {
    var collection = collection("squad11-small");
    var queries = collection.queries("train");
    try (var index = index(collection)) {
      var rules = MiningRules.ofWindow(100, 10, 50, 7, Pick.SAMPLED, 1);
      var mined =
          new Miner(index.ranking(2), rules, "test")
              .mine(
                  collection.name(),
                  queries,
                  new Pieces(ListCorpus.kept(folder), "queries"),
                  Progress.SILENT);
      var counts = mined.provenance().counts();
      assertThat(counts.queries()).isEqualTo(5000);
      assertThat(counts.full() + counts.fewer() + counts.none()).isEqualTo(5000);
      assertThat(counts.full()).isGreaterThan(4900);
      mined
          .byQuery()
          .forEach(
              (query, negatives) ->
                  assertThat(negatives)
                      .extracting(Mined::doc)
                      .doesNotContainAnyElementsOf(queries.qrels().of(query).keySet()));
    }
  }

  private Bm25Index index(Collection collection) {
    Bm25Index.build(
        collection.corpus(), folder, Analysis.DEFAULT, ListCorpus.kept(folder), Progress.SILENT);
    return Bm25Index.open(folder, Bm25.DEFAULT);
  }

  private static Collection collection(String name) {
    Path path = Path.of("../shared/data", name);
    assumeTrue(Files.isDirectory(path), "no " + path + ": BM25 not measured on it");
    return new Beir().open(path);
  }
}
