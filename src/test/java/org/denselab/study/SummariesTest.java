package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.denselab.base.Seeds;
import org.denselab.dsl.Report;
import org.denselab.dsl.Significance;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Tone;
import org.denselab.study.result.Summary;
import org.junit.jupiter.api.Test;

class SummariesTest {
  private static final Pairing PAIRING =
      new Pairing("bm25", Optional.of(new Report.Delta("mixture", "single")));
  private static final Tester TESTER =
      new Tester(
          new Significance(
              Significance.Test.RANDOMIZATION,
              500,
              0.05,
              Significance.Correction.HOLM,
              Optional.empty()));
  private final SplittableRandom random = Seeds.stream(5, "summaries");
  private final List<Arm> arms = new ArrayList<>();

  /** Three seeds of a hundred queries around a mean. */
  private void add(
      String task, String retriever, Map<String, String> settings, long size, double mean) {
    double[][] scores = new double[3][100];
    for (double[] seed : scores)
      for (int q = 0; q < seed.length; q++) seed[q] = mean + 0.05 * random.nextGaussian();
    arms.add(StudyArms.arm(task, retriever, settings, size, scores));
  }

  private static Map<String, String> settings(String mixture, String size) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("mixture", mixture);
    settings.put("size", size);
    return settings;
  }

  /** Joint is better by .3 at a tenth of the size, and by .1 at the full size. */
  private void study(String task, double untrained) {
    for (String mixture : List.of("single", "joint"))
      for (String size : List.of("400k", "4M")) {
        double gain = mixture.equals("single") ? 0 : size.equals("400k") ? .3 : .1;
        long parameters = size.equals("400k") ? 400_000 : 4_000_000;
        add(task, "dense", settings(mixture, size), parameters, .4 + gain);
      }
    add(task, "untrained", Map.of(), 0, untrained);
  }

  private List<Summary> summaries(Summary.Kind kind) {
    return summaries(PAIRING, kind);
  }

  private List<Summary> summaries(Pairing pairing, Summary.Kind kind) {
    var made = new Comparisons(pairing, TESTER).of(arms);
    return new Summaries(pairing, TESTER, made)
        .all().stream().filter(s -> s.kind() == kind).toList();
  }

  /** As the untrained backbone has, where pre-training is the study's own axis. */
  @Test
  void howAControlDiffersAlongTheStudysAxisIsNoSignal() {
    for (String task : List.of("search", "tools")) {
      study(task, .1);
      arms.removeLast();
      for (String mixture : List.of("single", "joint"))
        for (String size : List.of("400k", "4M"))
          add(
              task,
              "untrained",
              settings(mixture, size),
              size.equals("4M") ? 4_000_000 : 400_000,
              .1);
    }
    assertThat(summaries(Summary.Kind.SLOPE))
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.noSignal()).isEmpty();
              assertThat(s.claim()).startsWith("the difference of dense-joint");
            });
    assertThat(summaries(Summary.Kind.MEAN))
        .filteredOn(s -> s.baseline().endsWith("single-4M") && s.arm().endsWith("joint-4M"))
        .extracting(Summary::arm)
        .containsExactly("dense-joint-4M");
  }

  @Test
  void tasksAreAveragedAndThoseWithoutSignalNamed() {
    study("search", .1);
    study("tools", .1);
    study("chance", .9);
    var delta =
        summaries(Summary.Kind.MEAN).stream()
            .filter(s -> s.baseline().equals("dense-single-4M"))
            .findFirst()
            .orElseThrow();
    assertThat(delta.tasks()).containsExactly("search", "tools");
    assertThat(delta.noSignal()).containsOnlyKeys("chance");
    assertThat(delta.noSignal().get("chance"))
        .isEqualTo("neither dense-single-4M nor dense-joint-4M beats its controls");
    assertThat(delta.evidence().delta()).isCloseTo(.1, within(.02));
    assertThat(delta.evidence().verdict()).isEqualTo("holds");
    assertThat(delta.evidence().queries()).isEqualTo(200);
    assertThat(delta.claim())
        .isEqualTo("dense-joint-4M beats dense-single-4M on the mean of 2 tasks");
  }

  @Test
  void whatJointTrainingCostsIsToldBySingleTrainingThatBeatsItsControls() {
    String axis = "mixture.kind";
    for (var task : List.of("search", "chat", "tools")) {
      add(task, "dense", Map.of(axis, "single"), 1, task.equals("tools") ? .1 : .4);
      add(task, "dense", Map.of(axis, "joint"), 1, .5);
      add(task, "embeddings", Map.of(), 0, .2);
    }
    var pairing = new Pairing("bm25", Optional.of(new Report.Delta(axis, "single")));
    assertThat(summaries(pairing, Summary.Kind.MEAN))
        .filteredOn(s -> s.baseline().equals("dense-single"))
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.tasks()).containsExactly("search", "chat");
              assertThat(s.noSignal())
                  .containsExactly(Map.entry("tools", "dense-single does not beat its controls"));
            });
  }

  @Test
  void theDeltaShrinksWithSize() {
    study("search", .1);
    assertThat(summaries(Summary.Kind.SLOPE))
        .singleElement()
        .satisfies(
            slope -> {
              assertThat(slope.evidence().delta()).isCloseTo(-.2, within(.03));
              assertThat(slope.evidence().high()).isNegative();
              assertThat(slope.evidence().verdict()).isEqualTo("holds");
              assertThat(slope.claim())
                  .isEqualTo(
                      "the difference of dense-joint from single shrinks with size on search");
            });
  }

  @Test
  void aTaskAtItsCeilingLeavesNoRoom() {
    add("search", "dense", Map.of("mixture", "single"), 1, .97);
    add("search", "dense", Map.of("mixture", "joint"), 1, .98);
    add("tools", "dense", Map.of("mixture", "single"), 1, .5);
    add("tools", "dense", Map.of("mixture", "joint"), 1, .6);
    assertThat(summaries(Summary.Kind.MEAN)).as("one task is no mean").isEmpty();
    assertThat(((Exhibit.Table) deltas().getFirst()).caption())
        .endsWith(
            "No signal: dense-joint search: dense-single is at its ceiling. So fewer than two tasks"
                + " are left and there is no mean: dense-joint.");
    add("chat", "dense", Map.of("mixture", "single"), 1, .5);
    add("chat", "dense", Map.of("mixture", "joint"), 1, .6);
    assertThat(summaries(Summary.Kind.MEAN))
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.noSignal()).containsEntry("search", "dense-single is at its ceiling");
              assertThat(s.tasks()).containsExactly("tools", "chat");
            });
    assertThat(((Exhibit.Table) deltas().getFirst()).caption()).endsWith("at its ceiling.");
  }

  /** Single at .5, joint apart by {@code small} and {@code large}; mean exact, queries spread. */
  private void known(String task, String family, double small, double large) {
    for (String mixture : List.of("single", "joint"))
      for (String size : List.of("400k", "4M")) {
        double delta = mixture.equals("single") ? 0 : size.equals("400k") ? small : large;
        double[][] scores = new double[3][100];
        for (int seed = 0; seed < 3; seed++)
          for (int q = 0; q < 100; q++) {
            int own = mixture.equals("single") ? 1 : size.equals("400k") ? 2 : 3;
            double luck = (q % 2 == 0 ? 1 : -1) * .004 * own;
            scores[seed][q] = .5 + delta + luck + (seed - 1) * .0001 * (delta == 0 ? 1 : 2);
          }
        Map<String, String> settings = settings(mixture, family + "-" + size);
        arms.add(
            StudyArms.arm(
                task, "dense", settings, size.equals("400k") ? 400_000 : 4_000_000, scores));
      }
  }

  private Summary slope(String of) {
    return summaries(Summary.Kind.SLOPE).stream()
        .filter(s -> s.claim().contains(of))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCostShrinksByRisingToZero() {
    known("search", "bert", -.03, -.01);
    known("tools", "bert", -.05, -.01);
    var slope = slope("shrinks with size on 2 tasks");
    assertThat(slope.evidence().delta()).as("mean of .02 and .04").isCloseTo(.03, within(1e-9));
    assertThat(slope.evidence().low()).isPositive();
    assertThat(slope.evidence().verdict()).isEqualTo("holds");
    assertThat(slope.caveat()).isEmpty();
  }

  @Test
  void aCostThatGrowsDoesNotShrink() {
    known("search", "bert", -.01, -.03);
    assertThat(slope("shrinks").evidence().delta()).isCloseTo(-.02, within(1e-9));
    assertThat(slope("shrinks").evidence().verdict()).isEqualTo("fails");
  }

  @Test
  void whatIsNotShownToBeThereCannotShrink() {
    known("search", "bert", -.02, .02);
    assertThat(slope("shrinks").evidence().low()).as("there is a slope").isPositive();
    assertThat(slope("shrinks").evidence().verdict()).isEqualTo("undecided");
    assertThat(slope("shrinks").caveat()).contains("difference itself");
  }

  /** A size a difference, ten times as large each. */
  private void course(double... deltas) {
    for (int size = 0; size < deltas.length; size++)
      for (String mixture : List.of("single", "joint")) {
        double delta = mixture.equals("single") ? 0 : deltas[size];
        double[][] scores = new double[3][100];
        for (int seed = 0; seed < 3; seed++)
          for (int q = 0; q < 100; q++)
            scores[seed][q] = .5 + delta + (q % 2) * .002 * (delta == 0 ? 1 : 2 + size);
        long parameters = 400_000 * (long) Math.pow(10, size);
        arms.add(
            StudyArms.arm("search", "dense", settings(mixture, "s" + size), parameters, scores));
      }
  }

  /** The mean over sizes is above 0 and the slope falls, but to -.15. */
  @Test
  void aDifferenceThatReversesDoesNotShrink() {
    course(.10, .10, -.15);
    assertThat(slope("shrinks").evidence().high()).isNegative();
    assertThat(slope("shrinks").evidence().verdict()).isEqualTo("undecided");
    assertThat(slope("shrinks").caveat())
        .isEqualTo(
            "the difference reverses: at the largest size it is on the other side of 0 than over"
                + " all sizes");
    assertThat(((Exhibit.Claim) deltas().getLast()).caption())
        .doesNotContain(", p ")
        .endsWith("undecided, as " + slope("shrinks").caveat() + ".");
  }

  @Test
  void aDifferenceThatBeganOnTheOtherSideDoesNotGrow() {
    course(-.15, .10, .10);
    assertThat(slope("shrinks").evidence().verdict()).isEqualTo("undecided");
    assertThat(slope("shrinks").caveat()).contains("at the smallest size");
  }

  @Test
  void aDifferenceThatEndsAtZeroShrinks() {
    course(.20, .10, .0005);
    assertThat(slope("shrinks").evidence().verdict()).isEqualTo("holds");
    assertThat(slope("shrinks").caveat()).isEmpty();
  }

  @Test
  void slopesAreWithinFamilies() {
    known("search", "bert", -.03, -.01);
    known("search", "qwen2", -.09, -.05);
    assertThat(slope("within bert").evidence().delta()).isCloseTo(.02, within(1e-9));
    assertThat(slope("within qwen2").evidence().delta()).isCloseTo(.04, within(1e-9));
    assertThat(slope("across bert, qwen2").evidence().delta()).isCloseTo(.03, within(1e-9));
  }

  @Test
  void familiesOfOneSizeEachHaveNoSlope() {
    for (String size : List.of("bert-2x128", "qwen2-2x128"))
      for (String mixture : List.of("single", "joint")) {
        long parameters = size.startsWith("bert") ? 413_000 : 361_000;
        double mean = mixture.equals("single") ? .4 : size.startsWith("bert") ? .7 : .5;
        add("search", "dense", settings(mixture, size), parameters, mean);
      }
    add("search", "untrained", Map.of(), 0, .1);
    assertThat(summaries(Summary.Kind.SLOPE)).isEmpty();
  }

  @Test
  void whatAsksNoBackboneHasNoSize() {
    for (String size : List.of("400k", "4M"))
      for (String mixture : List.of("single", "joint")) {
        long parameters = size.equals("400k") ? 400_000 : 4_000_000;
        add("search", "bm25_cut", settings(mixture, size), parameters, .5);
      }
    add("search", "untrained", Map.of(), 0, .1);
    assertThat(summaries(Summary.Kind.SLOPE)).isEmpty();
  }

  private List<Exhibit> deltas() {
    var made = new Comparisons(PAIRING, TESTER).of(arms);
    return Deltas.of(PAIRING, made, new Summaries(PAIRING, TESTER, made).all());
  }

  @Test
  void meansOverOtherTasksAreNoLine() {
    known("search", "bert", .03, .02);
    known("tools", "bert", .03, .02);
    known("chat", "bert", .03, .02);
    arms.removeIf(arm -> arm.cell().task().equals("chat") && arm.row().parameters() == 4_000_000);
    double[][] scores = new double[3][100];
    for (double[] seed : scores) for (int q = 0; q < 100; q++) seed[q] = .97 + q % 2 * .02;
    for (String mixture : List.of("single", "joint"))
      arms.add(StudyArms.arm("chat", "dense", settings(mixture, "bert-4M"), 4_000_000, scores));
    var lines = (Exhibit.Lines) deltas().get(2);
    assertThat(lines.lines())
        .extracting(Exhibit.Line::name)
        .containsExactly("search", "tools", "chat");
    assertThat(lines.caption())
        .endsWith(
            "No line of the mean, as its tasks are not the same (bert-400k: search, tools, chat;"
                + " bert-4M: search, tools).");
  }

  @Test
  void theTableShowsWhatWasFound() {
    known("search", "bert", -.03, -.01);
    known("tools", "bert", .02, .01);
    var exhibits = deltas();
    var grid = (Exhibit.Table) exhibits.getFirst();
    assertThat(grid.columns()).containsExactly("", "search (nDCG@10)", "tools (nDCG@10)", "mean");
    assertThat(grid.rows().getFirst())
        .extracting(Exhibit.Entry::text)
        .containsExactly("bert-400k", "−.030", "+.020", "−.005");
    assertThat(grid.rows().getFirst())
        .extracting(Exhibit.Entry::tone)
        .containsExactly(Tone.PLAIN, Tone.LOSS, Tone.GAIN, Tone.LOSS);
    assertThat(grid.rows().getFirst())
        .extracting(Exhibit.Entry::mark)
        .containsExactly("", "*", "*", "*");
    var tests = (Exhibit.Table) exhibits.get(1);
    assertThat(tests.rows().getFirst())
        .extracting(Exhibit.Entry::text)
        .startsWith("bert-400k", "search (nDCG@10)", ".500", ".470", "−.030", "−6.0 %")
        .endsWith("fails");
    var lines = (Exhibit.Lines) exhibits.get(2);
    assertThat(lines.lines())
        .extracting(Exhibit.Line::name)
        .containsExactly("search", "tools", "mean");
    assertThat(lines.lines().getFirst().x()).containsExactly(400_000.0, 4_000_000.0);
    assertThat(exhibits.getLast())
        .isInstanceOfSatisfying(
            Exhibit.Claim.class,
            claim ->
                assertThat(claim.caption())
                    .startsWith(
                        "With ten times the parameters the mean difference changes by +.005"));
  }
}
