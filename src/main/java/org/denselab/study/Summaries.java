package org.denselab.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.denselab.eval.significance.Differences;
import org.denselab.eval.significance.LogSlope;
import org.denselab.study.Comparisons.Made;
import org.denselab.study.result.Summary;

/**
 * What the comparisons say together: means over tasks, queries drawn within each, and slopes of the
 * study's own difference on log10 of the non-embedding parameters. All of them are one table, and
 * one family of Holm's correction.
 *
 * @param made all comparisons
 */
record Summaries(Pairing pairing, Tester tester, List<Made> made, Sizes sizes, Transfer transfer) {
  private static final String NOTHING_TO_SHRINK =
      "the difference itself, over all sizes, is undecided, so that nothing can be said to shrink";
  private static final String REVERSES =
      "the difference reverses: at the %s size it is on the other side of 0 than over all sizes";

  Summaries(Pairing pairing, Tester tester, List<Made> made) {
    this(
        pairing,
        tester,
        made,
        Sizes.of(pairing, made),
        Transfer.among(made.stream().map(Made::row)));
  }

  /**
   * A summary before its table is corrected.
   *
   * @param direction sign of the difference that a slope is of, 0 where it is undecided: what is
   *     negative shrinks by rising; of a mean, -1
   * @param caveat why nothing is decided whatever its test says, or empty
   */
  private record Draft(
      Summary.Kind kind,
      String claim,
      String arm,
      String baseline,
      List<Made> over,
      Map<String, String> noSignal,
      Tester.Outcome outcome,
      int direction,
      String caveat) {
    Summary with(org.denselab.study.result.Evidence evidence) {
      return new Summary(
          kind,
          claim,
          arm,
          baseline,
          over.getFirst().comparison().split(),
          over.stream()
              .map(one -> one.comparison().metric())
              .distinct()
              .collect(Collectors.joining(", ")),
          tasks(over),
          noSignal,
          caveat.isEmpty() ? evidence : evidence.undecided(),
          caveat);
    }
  }

  List<Summary> all() {
    List<Draft> drafts = new ArrayList<>();
    for (List<Made> group : groups(this::acrossTasks)) mean(group, drafts);
    List<List<Made>> byFamily = groups(this::acrossSizesOfAFamily);
    List<List<Made>> byArm = groups(this::acrossSizes);
    for (List<Made> group : byFamily) slope(group, drafts);
    if (byFamily.size() > byArm.size()) for (List<Made> group : byArm) slope(group, drafts);
    double[] corrected = tester.corrected(drafts.stream().map(Draft::outcome).toList());
    List<Summary> summaries = new ArrayList<>();
    for (int i = 0; i < corrected.length; i++) {
      Draft draft = drafts.get(i);
      boolean mean = draft.kind() == Summary.Kind.MEAN;
      double margin = mean ? tester.settings().margin().orElse(Double.NaN) : Double.NaN;
      summaries.add(
          draft.with(
              tester.evidence(draft.outcome(), draft.direction() < 0, margin, corrected, i)));
    }
    return summaries;
  }

  /** Why tasks can say nothing of the study's own difference at some size. */
  Map<String, String> noSignal() {
    return new Signal(made, pairing)
        .lacking(
            made.stream()
                .filter(one -> one.contest().arm().whole())
                .filter(one -> pairing.isDelta(one.row(), one.baseline()))
                .toList());
  }

  private void mean(List<Made> group, List<Draft> drafts) {
    boolean delta = pairing.isDelta(group.getFirst().row(), group.getFirst().baseline());
    Map<String, String> noSignal = delta ? new Signal(made, pairing).lacking(group) : Map.of();
    List<Made> over = without(group, noSignal);
    if (tasks(over).size() < 2) return;
    var first = over.getFirst().comparison();
    List<Differences> strata = over.stream().map(one -> one.contest().differences()).toList();
    drafts.add(
        new Draft(
            Summary.Kind.MEAN,
            "%s beats %s on the mean of %s"
                .formatted(first.cell(), first.baseline(), inWords(over)),
            first.cell(),
            first.baseline(),
            over,
            noSignal,
            tester.test(strata, seeds(over)),
            -1,
            ""));
  }

  private void slope(List<Made> group, List<Draft> drafts) {
    Map<String, String> noSignal = new Signal(made, pairing).lacking(group);
    List<Made> over = without(group, noSignal);
    List<Differences> slopes = new ArrayList<>();
    List<Differences> means = new ArrayList<>();
    List<Differences> smallest = new ArrayList<>();
    List<Differences> largest = new ArrayList<>();
    for (List<Made> sizes : curves(over)) {
      List<Differences> differences =
          sizes.stream().map(one -> one.contest().differences()).toList();
      slopes.add(
          LogSlope.of(
              sizes.stream().mapToDouble(one -> one.row().parameters()).toArray(), differences));
      means.add(mean(differences));
      smallest.add(mean(sized(sizes, LongSummaryStatistics::getMin)));
      largest.add(mean(sized(sizes, LongSummaryStatistics::getMax)));
    }
    if (slopes.isEmpty()) return;
    int direction = tester.direction(means);
    String caveat =
        direction == 0
            ? NOTHING_TO_SHRINK
            : tester.direction(largest) == -direction
                ? REVERSES.formatted("largest")
                : tester.direction(smallest) == -direction ? REVERSES.formatted("smallest") : "";
    var families = over.stream().map(one -> one.row().family()).distinct().toList();
    String arm = sizes.label(over.getFirst().row());
    String baseline = pairing.delta().orElseThrow().baseline();
    drafts.add(
        new Draft(
            Summary.Kind.SLOPE,
            "the difference of %s from %s shrinks with size on %s%s"
                .formatted(arm, baseline, inWords(over), within(families)),
            arm,
            baseline,
            over,
            noSignal,
            tester.test(slopes, seeds(over)),
            direction,
            caveat));
  }

  private static Differences mean(List<Differences> alike) {
    double[] weights = new double[alike.size()];
    Arrays.fill(weights, 1.0 / weights.length);
    return Differences.sum(alike, weights);
  }

  /** The differences at one size, of which families may have one each. */
  private static List<Differences> sized(
      List<Made> sizes, ToLongFunction<LongSummaryStatistics> end) {
    long size =
        end.applyAsLong(
            sizes.stream().mapToLong(one -> one.row().parameters()).summaryStatistics());
    return sizes.stream()
        .filter(one -> one.row().parameters() == size)
        .map(one -> one.contest().differences())
        .toList();
  }

  /**
   * One task over its sizes. Without two sizes in some family there is no slope: families differ in
   * more than size.
   */
  private static List<List<Made>> curves(List<Made> over) {
    Map<String, List<Made>> curves = new LinkedHashMap<>();
    for (Made one : over)
      curves.computeIfAbsent(one.comparison().task(), _ -> new ArrayList<>()).add(one);
    return curves.values().stream().filter(Summaries::hasSizes).toList();
  }

  private static boolean hasSizes(List<Made> curve) {
    return curve.stream()
        .collect(
            Collectors.groupingBy(
                one -> one.row().family(),
                Collectors.mapping(one -> one.row().parameters(), Collectors.toSet())))
        .values()
        .stream()
        .anyMatch(sizes -> sizes.size() > 1);
  }

  private String within(List<String> families) {
    long all =
        made.stream().map(one -> one.row().family()).filter(f -> !f.isEmpty()).distinct().count();
    if (all < 2) return "";
    return families.size() == 1
        ? ", within " + families.getFirst()
        : ", across " + String.join(", ", families);
  }

  /** Whole-table comparisons with the same key; a key that is empty is of no group. */
  private List<List<Made>> groups(java.util.function.Function<Made, String> key) {
    Map<String, List<Made>> groups = new LinkedHashMap<>();
    for (Made one : made)
      if (one.contest().arm().whole() && !key.apply(one).isEmpty())
        groups.computeIfAbsent(key.apply(one), _ -> new ArrayList<>()).add(one);
    return List.copyOf(groups.values());
  }

  /**
   * Rankings and correlations have no common mean, but their differences by one cause have. What is
   * learned and what is only tested are two questions.
   */
  private String acrossTasks(Made one) {
    var c = one.comparison();
    String kind = transfer.kind(one.row());
    String pair = String.join("/", c.split(), c.cell(), c.baseline(), kind);
    return pairing.isDelta(one.row(), one.baseline()) ? pair : pair + "/" + one.contest().ofPairs();
  }

  private String acrossSizes(Made one) {
    if (!pairing.isDelta(one.row(), one.baseline()) || sizes.axes().isEmpty()) return "";
    return String.join(
        "/", one.comparison().split(), sizes.label(one.row()), transfer.kind(one.row()));
  }

  private String acrossSizesOfAFamily(Made one) {
    String across = acrossSizes(one);
    return across.isEmpty() ? "" : across + "/" + one.row().family();
  }

  private static List<Made> without(List<Made> group, Map<String, String> noSignal) {
    return group.stream().filter(one -> !noSignal.containsKey(one.comparison().task())).toList();
  }

  private static List<String> tasks(List<Made> over) {
    return over.stream().map(one -> one.comparison().task()).distinct().toList();
  }

  private String inWords(List<Made> over) {
    List<String> tasks = tasks(over);
    return tasks.size() == 1
        ? tasks.getFirst()
        : tasks.size() + " tasks" + transfer.kind(over.getFirst().row());
  }

  private static int seeds(List<Made> over) {
    return over.stream().mapToInt(one -> one.contest().seeds()).max().orElse(0);
  }
}
