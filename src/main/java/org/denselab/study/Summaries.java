package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
record Summaries(Pairing pairing, Tester tester, List<Made> made) {
  /** A summary before its table is corrected. */
  private record Draft(
      Summary.Kind kind,
      String claim,
      String arm,
      String baseline,
      List<Made> over,
      Map<String, String> noSignal,
      Tester.Outcome outcome) {
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
          evidence);
    }
  }

  List<Summary> all() {
    List<Draft> drafts = new ArrayList<>();
    for (List<Made> group : groups(Summaries::acrossTasks)) mean(group, drafts);
    for (List<Made> group : groups(this::acrossSizes)) slope(group, drafts);
    double[] corrected = tester.corrected(drafts.stream().map(Draft::outcome).toList());
    List<Summary> summaries = new ArrayList<>();
    for (int i = 0; i < corrected.length; i++) {
      Draft draft = drafts.get(i);
      boolean mean = draft.kind() == Summary.Kind.MEAN;
      double margin = mean ? tester.settings().margin().orElse(Double.NaN) : Double.NaN;
      summaries.add(draft.with(tester.evidence(draft.outcome(), mean, margin, corrected, i)));
    }
    return summaries;
  }

  private void mean(List<Made> group, List<Draft> drafts) {
    if (tasks(group).size() < 2) return;
    boolean delta = pairing.isDelta(group.getFirst().row(), group.getFirst().baseline());
    Map<String, String> noSignal = delta ? new Signal(made, pairing).lacking(group) : Map.of();
    List<Made> over = without(group, noSignal);
    if (over.isEmpty()) return;
    var first = over.getFirst().comparison();
    List<Differences> strata = over.stream().map(one -> one.contest().differences()).toList();
    drafts.add(
        new Draft(
            Summary.Kind.MEAN,
            "%s beats %s on the mean of %s"
                .formatted(first.cell(), first.baseline(), inWords(tasks(over))),
            first.cell(),
            first.baseline(),
            over,
            noSignal,
            tester.test(strata, seeds(over))));
  }

  private void slope(List<Made> group, List<Draft> drafts) {
    Map<String, String> noSignal = new Signal(made, pairing).lacking(group);
    List<Made> over = without(group, noSignal);
    List<Differences> strata = new ArrayList<>();
    for (String task : tasks(over)) {
      List<Made> sizes = over.stream().filter(one -> isOf(one, task)).toList();
      strata.add(
          LogSlope.of(
              sizes.stream().mapToDouble(one -> one.row().parameters()).toArray(),
              sizes.stream().map(one -> one.contest().differences()).toList()));
    }
    if (strata.isEmpty()) return;
    String arm = label(over.getFirst().row());
    String baseline = pairing.delta().orElseThrow().baseline();
    drafts.add(
        new Draft(
            Summary.Kind.SLOPE,
            "the difference of %s from %s shrinks with size on %s"
                .formatted(arm, baseline, inWords(tasks(over))),
            arm,
            baseline,
            over,
            noSignal,
            tester.test(strata, seeds(over))));
  }

  /** Whole-table comparisons with the same key; a key that is empty is of no group. */
  private List<List<Made>> groups(java.util.function.Function<Made, String> key) {
    Map<String, List<Made>> groups = new LinkedHashMap<>();
    for (Made one : made)
      if (one.contest().arm().whole() && !key.apply(one).isEmpty())
        groups.computeIfAbsent(key.apply(one), _ -> new ArrayList<>()).add(one);
    return List.copyOf(groups.values());
  }

  private static String acrossTasks(Made one) {
    var c = one.comparison();
    return String.join("/", c.split(), c.cell(), c.baseline()) + "/" + one.contest().ofPairs();
  }

  private String acrossSizes(Made one) {
    if (!pairing.isDelta(one.row(), one.baseline()) || sizeAxes().isEmpty()) return "";
    return one.comparison().split() + "/" + label(one.row()) + "/" + one.contest().ofPairs();
  }

  /** The row without what makes its size. */
  private String label(Row row) {
    Set<String> axes = new LinkedHashSet<>(row.settings().keySet());
    axes.removeAll(sizeAxes());
    return row.keeping(axes).arm();
  }

  /** Axes along which two rows of the study's own difference have backbones of different size. */
  private Set<String> sizeAxes() {
    Set<String> sizes = new LinkedHashSet<>();
    List<Row> rows =
        made.stream()
            .filter(one -> pairing.isDelta(one.row(), one.baseline()))
            .map(Made::row)
            .distinct()
            .toList();
    for (Row a : rows)
      for (Row b : rows)
        if (a.parameters() != b.parameters()) {
          List<String> differing =
              a.settings().keySet().stream()
                  .filter(axis -> !a.settings().get(axis).equals(b.settings().get(axis)))
                  .toList();
          if (differing.size() == 1) sizes.add(differing.getFirst());
        }
    return sizes;
  }

  private static List<Made> without(List<Made> group, Map<String, String> noSignal) {
    return group.stream().filter(one -> !noSignal.containsKey(one.comparison().task())).toList();
  }

  private static boolean isOf(Made one, String task) {
    return one.comparison().task().equals(task);
  }

  private static List<String> tasks(List<Made> over) {
    return over.stream().map(one -> one.comparison().task()).distinct().toList();
  }

  private static String inWords(List<String> tasks) {
    return tasks.size() == 1 ? tasks.getFirst() : tasks.size() + " tasks";
  }

  private static int seeds(List<Made> over) {
    return over.stream().mapToInt(one -> one.contest().seeds()).max().orElse(0);
  }
}
