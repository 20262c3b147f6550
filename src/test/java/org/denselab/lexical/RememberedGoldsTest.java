package org.denselab.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.denselab.data.Hit;
import org.denselab.data.Qrels;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedGoldsTest {
  @TempDir private Path folder;

  @Test
  void aQueryFindsTheGoldsOfTrainingQueriesThatReadLikeIt() {
    var training =
        new QuerySet(
            "train",
            List.of(
                new Query("t1", "who tames lions"),
                new Query("t2", "lions eat"),
                new Query("t3", "boats")),
            new Qrels(
                Map.of(
                    "t1", Map.of("both", 1, "tamer", 2, "wrong", 0),
                    "t2", Map.of("both", 1, "food", 1),
                    "t3", Map.of("sea", 1))),
            Map.of());
    var run =
        RememberedGolds.search(
            training,
            List.of(new Query("q", "who tames lions"), new Query("none", "zebra")),
            Analysis.DEFAULT,
            Bm25.DEFAULT,
            10,
            folder.resolve("index"),
            ListCorpus.kept(folder));
    // "both" scores as t1 does, not as t2; ties by id descending, as trec_eval has them
    assertThat(run.of("q")).extracting(Hit::docId).containsExactly("tamer", "both", "food");
    assertThat(run.of("q").get(0).score()).isEqualTo(run.of("q").get(1).score());
    assertThat(run.of("none")).isEmpty();
  }
}
