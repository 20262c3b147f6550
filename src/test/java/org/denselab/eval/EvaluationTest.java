package org.denselab.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.data.Hit;
import org.denselab.data.Qrels;
import org.denselab.data.Run;
import org.denselab.data.ScoredPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A collection small enough to score by hand. */
class EvaluationTest {
  /** q2 is not retrieved, q3 has nothing relevant, d is pooled but not assessed. */
  private static final Qrels QRELS =
      new Qrels(
          Map.of(
              "q1", Map.of("a", 2, "b", 0, "c", 1, "d", -1, "e", 1),
              "q2", Map.of("a", 1),
              "q3", Map.of("b", 0)));

  /** Ranked by trec_eval's order: d c b x a. */
  private static final Run RUN =
      new Run(
          "hand",
          Map.of(
              "q1",
              List.of(
                  new Hit("a", 7),
                  new Hit("b", 8),
                  new Hit("c", 8),
                  new Hit("d", 9),
                  new Hit("x", 7 - 1e-9)),
              "q3",
              List.of(new Hit("b", 1)),
              "q9",
              List.of(new Hit("a", 1))));

  @ParameterizedTest
  @CsvSource({
    "RR, 0.5",
    "RR@1, 0",
    "RR(rel=2), 0.2",
    "AP, 0.3",
    "AP@2, 0.166667",
    "R@2, 0.333333",
    "P@5, 0.4",
    "P@10, 0.2",
    "Success@1, 0",
    "Success@2, 1",
    "Judged@5, 0.8",
    "Judged@10, 0.8",
    "Rprec, 0.333333",
    "bpref, 0.333333",
    "nDCG@2, 0.239812",
    "nDCG, 0.448633",
    "num_ret, 5",
    "num_rel, 3",
    "num_rel_ret, 2"
  })
  void scoresAreThoseComputedByHand(String name, double expected) {
    var metric = Metric.parse(name);
    var evaluation = Evaluation.of(RUN, QRELS, List.of(metric), Options.DEFAULT);
    assertThat(evaluation.perQuery().get(metric).get("q1")).isCloseTo(expected, within(1e-6));
  }

  @Test
  void averagesOverTheSetAskedForAndSaysWhich() {
    var rr = List.of(Metric.parse("RR"), Metric.parse("num_rel"));
    var retrieved = Evaluation.of(RUN, QRELS, rr, Options.DEFAULT);
    assertThat(retrieved.means()).containsEntry("RR", 0.25).containsEntry("num_rel", 3.0);
    assertThat(retrieved.queries()).isEqualTo(2);
    assertThat(retrieved.averagedOver())
        .isEqualTo(
            "the 2 of 3 judged queries that the run has hits for;"
                + " 1 unjudged queries of the run left out");
    var complete = Evaluation.of(RUN, QRELS, rr, Options.DEFAULT.complete());
    assertThat(complete.means().get("RR")).isCloseTo(0.5 / 3, within(1e-12));
    assertThat(complete.means()).containsEntry("num_rel", 4.0);
    assertThat(complete.perQueryByName().get("RR")).containsOnlyKeys("q1", "q2", "q3");
    assertThat(complete.averagedOver())
        .startsWith("all 3 judged queries, 1 without hits scoring 0");
  }

  @Test
  void optionsReachEveryMetric() {
    var metrics = Metric.parseList("RR,num_ret,RR(rel=1)");
    assertThat(Evaluation.of(RUN, QRELS, metrics, Options.DEFAULT.withLevel(2)).means())
        .isEqualTo(Map.of("RR", 0.1, "num_ret", 6.0, "RR(rel=1)", 0.25));
    assertThat(Evaluation.of(RUN, QRELS, metrics, Options.DEFAULT.withDepth(1)).means())
        .isEqualTo(Map.of("RR", 0.0, "num_ret", 2.0, "RR(rel=1)", 0.0));
  }

  @Test
  void hitsThatAreTheQueryItselfAreDroppedOnlyWhenAsked() {
    var run = new Run("self", Map.of("a", List.of(new Hit("a", 2), new Hit("b", 1))));
    var qrels = new Qrels(Map.of("a", Map.of("b", 1)));
    var rr = List.of(Metric.parse("RR"));
    assertThat(Evaluation.of(run, qrels, rr, Options.DEFAULT).means()).containsEntry("RR", 0.5);
    var dropped = Evaluation.of(run, qrels, rr, Options.DEFAULT.droppingIdenticalIds());
    assertThat(dropped.means()).containsEntry("RR", 1.0);
    assertThat(dropped.droppedIdentical()).isEqualTo(1);
  }

  @Test
  void refusesWhatCannotBeScored() {
    var rr = List.of(Metric.parse("RR"));
    var twice = new Run("t", Map.of("q1", List.of(new Hit("a", 2), new Hit("a", 1))));
    assertThatThrownBy(() -> Evaluation.of(twice, QRELS, rr, Options.DEFAULT))
        .isInstanceOf(BadInput.class)
        .hasMessage("run: query q1 retrieves document a twice");
    var alien = new Run("t", Map.of("99", List.of(new Hit("a", 2))));
    assertThatThrownBy(() -> Evaluation.of(alien, QRELS, rr, Options.DEFAULT))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no query of the run is judged: the run has queries such as '99'");
    assertThatThrownBy(
            () -> Evaluation.of(RUN, QRELS, List.of(Metric.parse("spearman")), Options.DEFAULT))
        .isInstanceOf(BadInput.class)
        .hasMessage("metric spearman needs scored pairs, not a ranking");
  }

  @Test
  void pairsAreScoredByCorrelation() {
    var pairs =
        List.of(
            new ScoredPair("1", "", "", 1),
            new ScoredPair("2", "", "", 3),
            new ScoredPair("3", "", "", 2),
            new ScoredPair("4", "", "", 4));
    double[] predicted = {1, 2, 2, 3};
    var evaluation = Evaluation.ofPairs(pairs, predicted, Metric.parseList("spearman,pearson"));
    assertThat(evaluation.means().get("spearman")).isCloseTo(0.948683, within(1e-6));
    assertThat(evaluation.means().get("pearson")).isCloseTo(3 / Math.sqrt(10), within(1e-12));
    assertThat(evaluation.averagedOver()).isEqualTo("all 4 pairs");
    var constant = Evaluation.ofPairs(pairs, new double[4], Metric.parseList("spearman"));
    assertThat(constant.means()).containsEntry("spearman", 0.0);
  }

  @Test
  void tiesAreBrokenByBytesNotByUtf16Units() {
    // U+FFFD sorts before U+10000 in UTF-8 and after it in UTF-16
    assertThat(Ranking.compareBytes("\uFFFD", "\uD800\uDC00")).isNegative();
    assertThat(Ranking.compareBytes("ab", "a")).isPositive();
    assertThat(Ranking.compareBytes("a", "b")).isNegative();
    assertThat(Ranking.compareBytes("a", "a")).isZero();
  }
}
