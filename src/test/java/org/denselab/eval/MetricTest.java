package org.denselab.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricTest {
  @ParameterizedTest
  @CsvSource({
    "nDCG@10, nDCG@10",
    "ndcg@10, nDCG@10",
    "ndcg_cut_10, nDCG@10",
    "ndcg_cut.10, nDCG@10",
    "ndcg, nDCG",
    "RR@10(rel=2), RR@10(rel=2)",
    "RR(rel=2)@10, RR@10(rel=2)",
    "MRR@10, RR@10",
    "recip_rank, RR",
    "map, AP",
    "map_cut_100, AP@100",
    "recall_1000, R@1000",
    "P_30, P@30",
    "success_5, Success@5",
    "judged@10, Judged@10",
    "rprec, Rprec",
    "BPREF, bpref",
    "num_rel_ret, num_rel_ret",
    "Spearman, spearman",
    "pearson, pearson"
  })
  void readsAndPrints(String written, String printed) {
    var metric = Metric.parse(" " + written + " ");
    assertThat(metric).hasToString(printed);
    assertThat(Metric.parse(metric.toString())).isEqualTo(metric);
  }

  @Test
  void readsLists() {
    assertThat(Metric.parseList("nDCG@10, RR@10(rel=2)"))
        .extracting(Metric::toString)
        .containsExactly("nDCG@10", "RR@10(rel=2)");
  }

  @ParameterizedTest
  @CsvSource({
    "nDGC@10, did you mean nDCG@10?",
    "recal@5, did you mean R@10?",
    "spearmann, did you mean spearman?",
    "'', unknown metric ''",
    "R, 'metric R needs a cutoff, such as R@10'",
    "ndcg_cut, needs a cutoff",
    "Rprec@5, takes no cutoff: write Rprec",
    "nDCG@10(rel=2), has no relevance level",
    "RR@10(rel=0), the relevance level starts at 1",
    "RR(rel=1)@10(rel=2), given twice",
    "P@0, the cutoff starts at 1",
    "P@-1, unknown metric 'P@-1': did you mean P@10?"
  })
  void refusesWithTheNearest(String written, String message) {
    assertThatThrownBy(() -> Metric.parse(written))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(message);
  }

  @Test
  void recallBeyondTheCollectionIsRefused() {
    Metric.parse("R@99").checkAgainst(100);
    Metric.parse("nDCG@1000").checkAgainst(100);
    assertThatThrownBy(() -> Metric.parse("R@100").checkAgainst(100))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("metric R@100 means nothing on a collection of 100 documents");
  }
}
