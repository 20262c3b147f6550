package org.denselab.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.base.Pieces;
import org.denselab.base.Progress;
import org.denselab.data.Document;
import org.denselab.data.Qrels;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;
import org.denselab.mining.Mined;
import org.denselab.mining.MinedFile;
import org.denselab.mining.MinedNegatives;
import org.denselab.mining.Miner;
import org.denselab.mining.MiningCounts;
import org.denselab.mining.MiningRules;
import org.denselab.mining.MiningRules.Pick;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For "cats" the ranking is d1 (1.17 idf), d2, d3, d4, d5, d6: one more other word each. */
class MinerTest {
  private static final List<Document> DOCUMENTS =
      List.of(
          new Document("d1", "", "cats"),
          new Document("d2", "", "cats a1"),
          new Document("d3", "", "Cats  A1"),
          new Document("d4", "", "cats a1 a2"),
          new Document("d5", "", "cats a1 a2 a3"),
          new Document("d6", "", "cats a1 a2 a3 a4"),
          new Document("far", "", "dogs"));

  @TempDir Path folder;
  private Bm25Index index;

  @BeforeEach
  void build() {
    Bm25Index.build(
        new ListCorpus(DOCUMENTS),
        folder.resolve("index"),
        Analysis.DEFAULT,
        ListCorpus.kept(folder),
        Progress.SILENT);
    index = Bm25Index.open(folder.resolve("index"), Bm25.DEFAULT);
  }

  @AfterEach
  void close() {
    index.close();
  }

  @Test
  void takesTheWindowButNoPositiveNorItsDuplicate() throws IOException {
    // d3 stands before d2, equal in score; it says what the positive d2 says
    var mined = mine(MiningRules.ofWindow(6, 2, 5, 4, Pick.TOP, 0), Map.of("d2", 1, "d5", 1));
    assertThat(mined.of("q")).extracting(Mined::doc).containsExactly("d4");
    assertThat(mined.of("q")).extracting(Mined::rank).containsExactly(4);
    var counts = mined.provenance().counts();
    assertThat(counts).isEqualTo(new MiningCounts(1, 0, 1, 0, 0, 0, 1, 0));
    assertThat(mined.incomplete()).containsExactly("q");
    assertThat(mined.provenance().window()).isEqualTo("ranks 2 to 5 of 7 passages (29 % to 71 %)");
  }

  @Test
  void aPositiveThatIsNotRetrievedIsCountedAndRulesDoNotApply() throws IOException {
    var rules = new MiningRules(6, 1, 2, 2, Pick.TOP, 100.0, null, 0);
    var mined = mine(rules, Map.of("far", 1, "unknown", 1));
    assertThat(mined.of("q")).extracting(Mined::doc).containsExactly("d1", "d3");
    assertThat(mined.provenance().counts().positiveNotRetrieved()).isEqualTo(1);
    assertThat(mined.incomplete()).isEmpty();
  }

  @Test
  void marginAndRatioKeepAwayFromThePositive() throws IOException {
    var free = mine(MiningRules.ofWindow(6, 1, 6, 6, Pick.TOP, 0), Map.of("d4", 1)).of("q");
    assertThat(free).extracting(Mined::doc).containsExactly("d1", "d3", "d2", "d5", "d6");
    double d4 =
        index.search(List.of(new Query("q", "cats")), 9, 1, Progress.SILENT).of("q").get(3).score();
    double d5 = free.get(3).score();
    var margin = new MiningRules(6, 1, 6, 6, Pick.TOP, (d4 - d5) * 1.01, null, 0);
    assertThat(mine(margin, Map.of("d4", 1)).of("q")).extracting(Mined::doc).containsExactly("d6");
    var ratio = new MiningRules(6, 1, 6, 6, Pick.TOP, null, d5 / d4 * 1.0001, 0);
    var mined = mine(ratio, Map.of("d4", 1));
    assertThat(mined.of("q")).extracting(Mined::doc).containsExactly("d5", "d6");
    assertThat(mined.provenance().counts().ruledOut()).isEqualTo(3);
    assertThatThrownBy(() -> ratio.allow(-2, -1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("needs positive scores");
  }

  @Test
  void samplesAreSeededByQueryAndCoverTheWindow() throws IOException {
    var seen = new HashSet<String>();
    for (long seed = 0; seed < 12; seed++) {
      var rules = MiningRules.ofWindow(6, 1, 6, 2, Pick.SAMPLED, seed);
      var negatives = mine(rules, Map.of("d1", 1)).of("q");
      assertThat(negatives).hasSize(2).isEqualTo(mine(rules, Map.of("d1", 1)).of("q"));
      assertThat(negatives.get(0).rank()).isLessThan(negatives.get(1).rank());
      negatives.forEach(negative -> seen.add(negative.doc()));
    }
    assertThat(seen).containsExactlyInAnyOrder("d2", "d3", "d4", "d5", "d6");
  }

  @Test
  void queriesWithoutNegativesAreListedNotFilledUp() throws IOException {
    var queries =
        new QuerySet(
            "train",
            List.of(new Query("none", "dogs"), new Query("stop", "the"), new Query("new", "cats")),
            new Qrels(
                Map.of("none", Map.of("far", 1), "stop", Map.of("d1", 1), "new", Map.of("d1", 0))),
            Map.of());
    var rules = MiningRules.ofWindow(6, 1, 6, 1, Pick.TOP, 0);
    var mined =
        new Miner(index.ranking(2), rules, "test")
            .mine("c", queries, new Pieces(ListCorpus.kept(folder), "queries"), Progress.SILENT);
    assertThat(mined.byQuery())
        .isEqualTo(Map.of("none", List.of(), "stop", List.of(), "new", List.of()));
    assertThat(mined.incomplete()).containsExactly("none", "stop", "new");
    assertThat(mined.provenance().counts()).isEqualTo(new MiningCounts(3, 0, 0, 3, 1, 1, 0, 0));
  }

  @Test
  void rulesThatCannotBeKeptAreRefused() {
    assertThatThrownBy(() -> MiningRules.ofWindow(100, 0, 10, 1, Pick.TOP, 0))
        .hasMessage("negatives: window [0, 10] is not one of ranks from 1");
    assertThatThrownBy(() -> MiningRules.ofWindow(50, 10, 100, 1, Pick.TOP, 0))
        .hasMessage("negatives: window [10, 100] reaches below depth 50");
    assertThatThrownBy(() -> MiningRules.ofWindow(100, 10, 12, 4, Pick.TOP, 0))
        .hasMessage("negatives: count is 4 but window [10, 12] has only 3 ranks");
    assertThatThrownBy(() -> new MiningRules(9, 1, 9, 1, Pick.TOP, null, 1.5, 0))
        .hasMessage("negatives: ratio is 1.5, not above 0 and up to 1");
  }

  @Test
  void theFileBeginsWithItsProvenanceAndReadsBack() throws Exception {
    var rules = new MiningRules(6, 1, 6, 2, Pick.SAMPLED, null, 0.95, 5);
    var mined = mine(rules, Map.of("d4", 1));
    Path file = folder.resolve("negatives/key/negatives.jsonl");
    MinedFile.write(file, mined);
    assertThat(MinedFile.read(file)).isEqualTo(mined);
    var lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .startsWith("{\"provenance\":{\"tool\":\"test\",\"source\":\"bm25\"")
        .contains(
            "\"source\":\"bm25\"",
            "\"k1\":\"0.9\"",
            "\"analyzer\":\"english, porter\"",
            "\"pick\":\"sampled\"",
            "\"margin\":null");
    Files.write(file, lines.subList(1, 2));
    assertThatThrownBy(() -> MinedFile.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("negatives.jsonl:1: expected its provenance; mine it again");
    Files.write(file, lines.subList(0, 1));
    assertThatThrownBy(() -> MinedFile.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("has 0 queries where its provenance counts 1");
  }

  private MinedNegatives mine(MiningRules rules, Map<String, Integer> judged) throws IOException {
    var queries =
        new QuerySet(
            "train", List.of(new Query("q", "cats")), new Qrels(Map.of("q", judged)), Map.of());
    return new Miner(index.ranking(2), rules, "test")
        .mine("tiny", queries, new Pieces(ListCorpus.kept(folder), "queries"), Progress.SILENT);
  }
}
