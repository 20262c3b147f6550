package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.Expect;
import org.denselab.dsl.Metric;
import org.denselab.dsl.Report;
import org.denselab.dsl.Significance;
import org.denselab.dsl.Split;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
  private static final String METRIC = "nDCG@10";
  private static final Significance HOLM =
      new Significance(Significance.Test.T, Significance.Correction.HOLM);

  private final Cell bm25 = cell("bm25", Map.of(), .5, .4, .6, .5);
  private final Cell untrained = cell("untrained", Map.of(), .1, .2, .1, .1);
  private final Cell full = cell("dense", Map.of("tuning", "full"), .8, .6, .9, .8);
  private final Cell lora = cell("dense", Map.of("tuning", "lora"), .6, .6, .7, .5);
  private final List<Cell> cells = List.of(bm25, untrained, full, lora);

  private static Cell cell(String retriever, Map<String, String> settings, double... values) {
    var perQuery = new LinkedHashMap<String, Double>();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      perQuery.put("q" + i, values[i]);
      sum += values[i];
    }
    return new Cell(
        retriever + settings,
        settings,
        "done",
        "search",
        "test",
        "all",
        retriever,
        Map.of(METRIC, sum / values.length),
        values.length,
        "all",
        Map.of(METRIC, perQuery),
        "");
  }

  private List<Comparison> compare(Optional<Report.Delta> delta) {
    return new Comparisons("bm25", delta, HOLM).of(cells, Map.of("search", METRIC));
  }

  @Test
  void eachIsHeldAgainstTheBaselineAndDenseAgainstItsControl() {
    assertThat(compare(Optional.empty()))
        .extracting(c -> c.cell() + " / " + c.baseline())
        .containsExactly(
            "dense{tuning=full} / bm25{}",
            "dense{tuning=full} / untrained{}",
            "dense{tuning=lora} / bm25{}",
            "dense{tuning=lora} / untrained{}");
  }

  @Test
  void theStudysOwnDeltaComparesCellsThatDifferInNothingElse() {
    var delta = Optional.of(new Report.Delta("tuning", "full"));
    assertThat(compare(delta))
        .filteredOn(c -> c.baseline().equals(full.id()))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.cell()).isEqualTo(lora.id());
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
  }

  @Test
  void expectationsAreHeldAgainstTheCellsTheySelect() {
    var expectations = new Expectations(cells, compare(Optional.empty()));
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
