package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.Expect;
import org.denselab.dsl.Metric;
import org.denselab.dsl.Report;
import org.denselab.dsl.Significance;
import org.denselab.dsl.Split;
import org.denselab.study.result.StudyResult.Comparison;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
  private static final String METRIC = "nDCG@10";
  private static final Significance SETTINGS =
      new Significance(
          Significance.Test.T, 1000, 0.05, Significance.Correction.HOLM, Optional.of(0.01));

  private final Arm bm25 = arm("bm25", Map.of(), .5, .4, .6, .5);
  private final Arm untrained = arm("untrained", Map.of(), .1, .2, .1, .1);
  private final Arm full = arm("dense", Map.of("tuning", "full"), .8, .6, .9, .8);
  private final Arm lora = arm("dense", Map.of("tuning", "lora"), .6, .6, .7, .5);
  private final List<Arm> arms = List.of(bm25, untrained, full, lora);

  private static Arm arm(String retriever, Map<String, String> settings, double... values) {
    return StudyArms.arm("search", retriever, settings, 0, values);
  }

  private List<Comparison> compare(Optional<Report.Delta> delta) {
    return new Comparisons(new Pairing("bm25", delta), new Tester(SETTINGS))
        .of(arms).stream().map(Comparisons.Made::comparison).toList();
  }

  @Test
  void eachIsHeldAgainstTheBaselineAndDenseAgainstItsControl() {
    assertThat(compare(Optional.empty()))
        .extracting(c -> c.cell() + " / " + c.baseline())
        .containsExactly(
            "dense-full / bm25",
            "dense-full / untrained",
            "dense-lora / bm25",
            "dense-lora / untrained");
  }

  @Test
  void theStudysOwnDeltaComparesCellsThatDifferInNothingElse() {
    var delta = Optional.of(new Report.Delta("tuning", "full"));
    assertThat(compare(delta))
        .filteredOn(c -> c.baseline().equals(full.cell().id()))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.cell()).isEqualTo(lora.cell().id());
              assertThat(c.delta()).isEqualTo(-.175, within(1e-9));
            });
  }

  @Test
  void holmIsOverTheWholeTable() {
    var family = compare(Optional.empty());
    double smallest = family.stream().mapToDouble(Comparison::p).min().orElseThrow();
    assertThat(family)
        .filteredOn(c -> c.p() == smallest)
        .allSatisfy(c -> assertThat(c.pHolm()).isEqualTo(4 * smallest, within(1e-12)));
    assertThat(family).allSatisfy(c -> assertThat(c.evidence().family()).isEqualTo(4));
  }

  @Test
  void aComparisonSaysWhatItRestsOn() {
    assertThat(compare(Optional.empty()))
        .filteredOn(c -> c.cell().equals(full.cell().id()) && c.baseline().equals("untrained"))
        .singleElement()
        .satisfies(
            c -> {
              var evidence = c.evidence();
              assertThat(evidence.test()).isEqualTo("t");
              assertThat(evidence.seeds()).isEqualTo(1);
              assertThat(evidence.queries()).isEqualTo(4);
              assertThat(evidence.delta()).isEqualTo(.65, within(1e-9));
              assertThat(evidence.low()).isBetween(.2, .65);
              assertThat(evidence.high()).isGreaterThan(.65);
              assertThat(evidence.verdict()).isEqualTo("holds");
              assertThat(evidence.noDifference()).isEqualTo("fails");
              var equivalence = evidence.equivalence();
              assertThat(equivalence.confidence()).isEqualTo(.9);
              assertThat(equivalence.low()).isGreaterThan(evidence.low());
              assertThat(equivalence.high()).isLessThan(evidence.high());
              assertThat(evidence.smallest()).isBetween(.1, .6);
            });
  }

  @Test
  void sameScoresOnFewQueriesSayNothing() {
    Arm twin = arm("dense", Map.of(), .5, .4, .6, .5);
    assertThat(
            new Comparisons(new Pairing("bm25", Optional.empty()), new Tester(SETTINGS))
                .of(List.of(bm25, twin)))
        .singleElement()
        .satisfies(
            made -> {
              var evidence = made.comparison().evidence();
              assertThat(evidence.delta()).isZero();
              assertThat(evidence.noDifference()).isEqualTo("undecided");
              assertThat(evidence.low()).isLessThan(-.5);
              assertThat(evidence.smallest()).isNaN();
            });
  }

  @Test
  void expectationsAreHeldAgainstTheCellsTheySelect() {
    var expectations =
        new Expectations(arms.stream().map(Arm::cell).toList(), compare(Optional.empty()));
    var met = expectations.check(expect(Map.of("tuning", "full"), 0.6));
    assertThat(met).singleElement().satisfies(e -> assertThat(e.met()).isTrue());
    assertThat(met.getFirst().actual()).isEqualTo(.65, within(1e-9));

    assertThat(expectations.check(expect(Map.of(), 0.6)))
        .extracting("met")
        .containsExactly(true, false);
    assertThat(expectations.check(expect(Map.of("tuning", "none"), 0.6)))
        .singleElement()
        .satisfies(e -> assertThat(e.statement()).contains("no such row"));
  }

  private static Expect expect(Map<String, String> where, double atLeast) {
    return new Expect(
        "search",
        "dense",
        Metric.parse(METRIC),
        Split.TEST,
        "all",
        where,
        Optional.of("untrained"),
        Optional.of(atLeast),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty());
  }
}
