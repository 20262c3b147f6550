package org.denselab.mining;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.base.Kept;
import org.denselab.base.Pieces;
import org.denselab.base.Progress;
import org.denselab.data.Document;
import org.denselab.data.MemoryCollection;
import org.denselab.data.Qrels;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomRankingTest {
  private static final int PASSAGES = 50;
  private static final int QUERIES = 40;

  @TempDir private Path folder;

  @Test
  void negativesAreDrawnByQueryAndSeedAndAreNoPositives() throws IOException {
    var first = mine(1, 10);
    assertThat(first.byQuery())
        .isEqualTo(mine(1, 10).byQuery())
        .isNotEqualTo(mine(2, 10).byQuery());
    Set<String> drawn = new HashSet<>();
    first
        .byQuery()
        .forEach(
            (query, negatives) -> {
              String number = query.substring(1);
              assertThat(negatives).hasSize(10);
              // d0 and d1 say the same, and d0 is a positive of every query
              assertThat(negatives)
                  .extracting(Mined::doc)
                  .doesNotHaveDuplicates()
                  .doesNotContain("d" + number, "d0", "d1");
              negatives.forEach(negative -> drawn.add(negative.doc()));
            });
    assertThat(drawn).as("all but the two").hasSize(PASSAGES - 2);
    assertThat(first.provenance().source()).isEqualTo(RandomRanking.NAME);
  }

  @Test
  void aSmallCollectionGivesWhatItHas() throws IOException {
    var all = mine(1, 60);
    assertThat(all.of("q5")).hasSize(PASSAGES - 3);
    assertThat(all.incomplete()).hasSize(QUERIES);
  }

  private MinedNegatives mine(long seed, int count) throws IOException {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < PASSAGES; i++)
      documents.add(new Document("d" + i, "", i < 2 ? "The same" : "text " + i));
    List<Query> queries = new ArrayList<>();
    Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
    for (int i = 2; i < QUERIES + 2; i++) {
      queries.add(new Query("q" + i, "question"));
      grades.put("q" + i, Map.of("d" + i, 1, "d0", 1));
    }
    var set = new QuerySet("train", queries, new Qrels(grades), Map.of());
    var data = new MemoryCollection("c", "f", false, documents, Map.of("train", set));
    var ranking = new RandomRanking(PassageTexts.of(data.corpus(), set), "f", seed);
    int depth = 2 * count + 20;
    var rules = MiningRules.ofWindow(depth, 1, depth, count, MiningRules.Pick.TOP, seed);
    var kept = new Pieces(Kept.in(folder.resolve(seed + "-" + count)), "queries");
    return new Miner(ranking, rules, "test").mine("c", set, kept, Progress.SILENT);
  }
}
