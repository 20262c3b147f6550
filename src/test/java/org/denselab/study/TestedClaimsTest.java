package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.denselab.base.Seeds;
import org.denselab.dsl.Report;
import org.denselab.dsl.Significance;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Verdict;
import org.junit.jupiter.api.Test;

class TestedClaimsTest {
  private static final Tester TESTER =
      new Tester(
          new Significance(
              Significance.Test.RANDOMIZATION,
              1000,
              0.05,
              Significance.Correction.HOLM,
              Optional.empty()));

  private final SplittableRandom random = Seeds.stream(7, "claims");
  private final List<Arm> arms = new ArrayList<>();

  private void add(String task, String size, String step, double mean) {
    double[][] scores = new double[3][80];
    for (double[] seed : scores)
      for (int q = 0; q < seed.length; q++) seed[q] = mean + 0.05 * random.nextGaussian();
    arms.add(StudyArms.arm(task, "dense", at(size, step), 0, scores));
  }

  private static Map<String, String> at(String size, String step) {
    return Map.of("size", size, "step", step);
  }

  /** The small one gains .3 on the way, the large one .1. */
  private void study() {
    for (String task : List.of("search", "tools")) {
      add(task, "small", "early", .2);
      add(task, "small", "late", .5);
      add(task, "large", "early", .5);
      add(task, "large", "late", .6);
    }
  }

  private static Report.Claim claim(
      List<Map<String, String>> plus, List<Map<String, String>> minus, Double within) {
    return new Report.Claim(
        "it is so", "a table", plus, minus, Optional.ofNullable(within), List.of(), "dense");
  }

  private List<Exhibit.Claim> judged(Report.Claim... claims) {
    var pairing = new Pairing("bm25", Optional.empty()).knowing(arms);
    var made = new Comparisons(pairing, TESTER).of(arms);
    return new TestedClaims(TESTER, arms, new Signal(made, pairing))
        .of(List.of(claims)).stream().map(Exhibit.Claim.class::cast).toList();
  }

  /** A control of both sizes, before and after. */
  private void control(String task, double mean) {
    double[][] scores = new double[3][80];
    for (double[] seed : scores) Arrays.fill(seed, mean);
    arms.add(StudyArms.arm(task, "embeddings", Map.of(), 0, scores));
  }

  @Test
  void aGapThatShrinksIsASumOfDifferences() {
    study();
    var small = List.of(at("small", "late"), at("large", "early"));
    var large = List.of(at("small", "early"), at("large", "late"));
    var judged = judged(claim(small, large, null), claim(large, small, null));
    assertThat(judged)
        .extracting(Exhibit.Claim::verdict)
        .containsExactly(Verdict.HOLDS, Verdict.FAILS);
    assertThat(judged.getFirst().caption())
        .containsPattern("mean of search, tools: \\+\\.(19|20|21)")
        .contains("160 queries, 3 seeds")
        .contains("of 2 (Holm)");
    assertThat(judged.getFirst().source()).isEqualTo("a table");
  }

  @Test
  void noDifferenceNeedsAnIntervalWithinTheMargin() {
    add("search", "small", "late", .5);
    add("search", "large", "late", .5);
    var one = List.of(at("small", "late"));
    var other = List.of(at("large", "late"));
    var judged = judged(claim(one, other, .1), claim(one, other, .0001), claim(one, other, null));
    assertThat(judged)
        .extracting(Exhibit.Claim::verdict)
        .containsExactly(Verdict.HOLDS, Verdict.UNDECIDED, Verdict.UNDECIDED);
    assertThat(judged.getFirst().caption()).contains(", 90 % interval [").contains("margin .100");
    assertThat(judged.getLast().caption()).contains("of 1 (Holm)");
  }

  /** An untuned model has no loss: it is the same whatever the claim says of it. */
  @Test
  void anAxisThatARowDoesNotHaveIsNoHindrance() {
    study();
    double[][] base = new double[3][80];
    for (double[] seed : base) Arrays.fill(seed, .1);
    for (String task : List.of("search", "tools"))
      arms.add(StudyArms.arm(task, "dense", Map.of("size", "none"), 0, base));
    var judged = judged(claim(List.of(at("small", "late")), List.of(at("none", "late")), null));
    assertThat(judged.getFirst().verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(judged.getFirst().caption()).containsPattern("\\+\\.(39|40)");
  }

  @Test
  void whatIsMissingOrTwiceIsNotTested() {
    study();
    var late = List.of(Map.of("step", "late"));
    assertThat(judged(claim(late, List.of(at("small", "early")), null)))
        .singleElement()
        .satisfies(
            claim -> {
              assertThat(claim.verdict()).isEqualTo(Verdict.UNDECIDED);
              assertThat(claim.caption())
                  .isEqualTo("Not tested: search has no single finished row of dense where late.");
            });
  }

  @Test
  void aTaskWhereNoArmBeatsItsControlsIsLeftOutOfAMean() {
    study();
    control("search", .1);
    control("tools", .8);
    var judged = judged(claim(List.of(at("large", "late")), List.of(at("small", "late")), null));
    assertThat(judged.getFirst().verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(judged.getFirst().caption())
        .contains("), search: +.")
        .endsWith("Left out, without a signal: tools: none of these arms beats its controls.");
  }

  @Test
  void aMeanOfTasksWithoutASignalIsNotTested() {
    study();
    control("search", .8);
    control("tools", .8);
    var judged = judged(claim(List.of(at("large", "late")), List.of(at("small", "late")), null));
    assertThat(judged.getFirst().verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(judged.getFirst().caption())
        .isEqualTo(
            "Not tested: no task has a signal (search, tools: none of these arms beats its"
                + " controls).");
  }

  @Test
  void theOnlyTaskOfAStudyIsTestedAndItsSilenceSaid() {
    add("search", "small", "late", .5);
    add("search", "large", "late", .6);
    control("search", .8);
    var judged = judged(claim(List.of(at("large", "late")), List.of(at("small", "late")), null));
    assertThat(judged.getFirst().verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(judged.getFirst().caption())
        .endsWith("Without a signal: search: none of these arms beats its controls.");
  }

  /** A control that failed, or is still to come, may be the one that is not beaten. */
  @Test
  void aControlWithoutAResultIsNotBeaten() {
    study();
    var done = StudyArms.arm("tools", "embeddings", Map.of(), 0, new double[3][80]);
    arms.add(new Arm(done.row(), done.cell(), List.of()));
    var judged = judged(claim(List.of(at("large", "late")), List.of(at("small", "late")), null));
    assertThat(judged.getFirst().caption()).contains("Left out, without a signal: tools");
  }

  /** What no seed changes is the same for every seed of the rest. */
  @Test
  void partsWithAndWithoutSeedsMakeOneContrast() {
    add("search", "small", "late", .5);
    add("search", "large", "late", .6);
    for (String size : List.of("small", "large"))
      arms.add(StudyArms.settled("search", at(size, "none"), size.equals("small") ? .1 : .2, 80));
    var plus = List.of(at("large", "late"), at("small", "none"));
    var minus = List.of(at("small", "late"), at("large", "none"));
    assertThat(judged(claim(plus, minus, null)).getFirst().caption())
        .containsPattern("search: [+−]\\.0")
        .contains("3 seeds");
  }
}
