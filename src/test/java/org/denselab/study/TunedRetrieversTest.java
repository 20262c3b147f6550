package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.denselab.study.ChoosingStudy.ON_DEV;
import static org.denselab.study.ChoosingStudy.ON_TEST;
import static org.denselab.study.ChoosingStudy.chosen;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BM25's parameters and the weight of hybrid are chosen on dev as brute force would. */
class TunedRetrieversTest {
  @TempDir private Path folder;

  private StudyPlan plan(String set) throws IOException {
    return new ChoosingStudy(folder).plan(set);
  }

  private StudyResult run(StudyPlan plan) throws IOException {
    return new ChoosingStudy(folder).run(plan);
  }

  @Test
  void bm25AndTheWeightOfHybridAreTunedOnDev() throws IOException {
    String tuned =
        "seeds=[1],evaluate.depth=20,train.checkpoints=[6],"
            + "tasks.shelf.retrievers=[bm25, bm25_tuned, dense, hybrid],"
            + "evaluate.lexical.grid={k1: [0.1, 3.0], b: [0.0, 1.0]},"
            + "evaluate.hybrid={kind: tuned, weights: [0.0, 0.3, 1.0]}";
    StudyResult result = run(plan(tuned));
    String plain = "seeds=[1],evaluate.depth=20,train.checkpoints=[6],";
    String swept = ",sweep.evaluate.lexical.k1=[0.1, 3.0],sweep.evaluate.lexical.b=[0.0, 1.0],";
    List<Exhibit.Entry> row = chosen(result, "k1, b", "bm25, shelf");
    String only = plain + "tasks.shelf.retrievers=[bm25, dense]";
    for (Cell cell : run(plan(only + swept + ON_DEV)).cells())
      if (cell.retriever().equals("bm25") && cell.settings().size() == 2) {
        var values = List.copyOf(cell.settings().values());
        int column =
            2 * (values.getFirst().equals("0.1") ? 0 : 1)
                + (values.getLast().equals("0.0") ? 0 : 1);
        assertThat(row.get(2 + column).value()).isEqualTo(cell.metrics().get("nDCG@10"));
      }
    String[] best = row.getLast().text().split(", ", 2);
    String set = ",evaluate.lexical.k1=" + best[0] + ",evaluate.lexical.b=" + best[1];
    assertThat(cell(result, "bm25_tuned").perQuery())
        .isEqualTo(cell(run(plan(only + set)), "bm25").perQuery());

    List<Exhibit.Entry> weights = chosen(result, "weight of dense", "hybrid, shelf");
    String fused = plain + "tasks.shelf.retrievers=[bm25, dense, hybrid],";
    String kind = "evaluate.hybrid={kind: score, weight: %s},";
    for (int i = 0; i < 3; i++) {
      String weight = List.of("0.0", "0.3", "1.0").get(i);
      var dev = run(plan(fused + kind.formatted(weight) + ON_DEV));
      assertThat(weights.get(2 + i).value())
          .isEqualTo(cell(dev, "hybrid").metrics().get("nDCG@10"));
    }
    var test = run(plan(fused + kind.formatted(weights.getLast().text()) + ON_TEST));
    assertThat(cell(result, "hybrid").perQuery()).isEqualTo(cell(test, "hybrid").perQuery());
  }

  private static Cell cell(StudyResult result, String retriever) {
    return result.cells().stream()
        .filter(cell -> cell.retriever().equals(retriever) && cell.task().equals("shelf"))
        .findFirst()
        .orElseThrow();
  }
}
