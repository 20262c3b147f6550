package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.denselab.dsl.Report;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.Exhibit;

/**
 * The claims that a study names, each with its test: a contrast of cells by seed and query,
 * averaged over tasks. All that claim a difference are one family of Holm's correction. As in every
 * mean, a task without a signal has no part in that of several.
 */
record TestedClaims(Tester tester, List<Arm> arms, Signal signal) {
  private static final String SECTION = "Claims";

  /**
   * A claim before the family is corrected; no outcome where a cell is missing.
   *
   * @param silent why tasks have no signal, by their names
   */
  private record Draft(
      Report.Claim claim,
      List<String> tasks,
      Map<String, String> silent,
      Optional<Tester.Outcome> outcome,
      String missing) {}

  List<Exhibit> of(List<Report.Claim> claims) {
    List<Draft> drafts = claims.stream().map(this::draft).toList();
    List<Tester.Outcome> family =
        drafts.stream()
            .filter(d -> d.claim().within().isEmpty())
            .flatMap(d -> d.outcome().stream())
            .toList();
    double[] corrected = tester.corrected(family);
    List<Exhibit> exhibits = new ArrayList<>();
    for (Draft draft : drafts)
      exhibits.add(
          draft
              .outcome()
              .map(
                  outcome ->
                      draft.claim().within().isPresent()
                          ? judged(draft, outcome, new double[] {outcome.p()}, 0)
                          : judged(draft, outcome, corrected, family.indexOf(outcome)))
              .orElseGet(() -> undecided(draft)));
    return exhibits;
  }

  private Draft draft(Report.Claim claim) {
    List<String> all = tasks(claim);
    List<Contrast> contrasts = new ArrayList<>();
    Map<String, String> silent = new LinkedHashMap<>();
    for (String task : all) {
      List<Arm> plus = new ArrayList<>();
      List<Arm> minus = new ArrayList<>();
      for (int i = 0; i < claim.plus().size(); i++) {
        Optional<Arm> one = arm(task, claim.retriever(), claim.plus().get(i));
        Optional<Arm> other = arm(task, claim.retriever(), claim.minus().get(i));
        if (one.isEmpty() || other.isEmpty())
          return new Draft(
              claim,
              all,
              silent,
              Optional.empty(),
              "%s has no single finished row of %s where %s"
                  .formatted(
                      task,
                      claim.retriever(),
                      words(one.isEmpty() ? claim.plus().get(i) : claim.minus().get(i))));
        plus.add(one.get());
        minus.add(other.get());
      }
      Optional<String> why = signal.lacking(plus, minus);
      why.ifPresent(reason -> silent.put(task, reason));
      if (why.isEmpty() || all.size() == 1) contrasts.add(Contrast.of(task, plus, minus));
    }
    if (contrasts.isEmpty())
      return new Draft(
          claim,
          all,
          silent,
          Optional.empty(),
          all.isEmpty()
              ? "there is no task"
              : "no task has a signal (" + SlopeClaims.reasons(silent) + ")");
    return new Draft(
        claim,
        contrasts.stream().map(Contrast::task).toList(),
        silent,
        Optional.of(Contrast.test(tester, contrasts)),
        "");
  }

  private List<String> tasks(Report.Claim claim) {
    return arms.stream()
        .map(arm -> arm.row().task().name())
        .distinct()
        .filter(task -> claim.tasks().isEmpty() || claim.tasks().contains(task))
        .toList();
  }

  private Optional<Arm> arm(String task, String retriever, Map<String, String> where) {
    List<Arm> found =
        arms.stream()
            .filter(arm -> arm.whole() && !arm.seeds().isEmpty())
            .filter(arm -> arm.row().task().name().equals(task))
            .filter(arm -> arm.row().retriever().equals(retriever))
            .filter(arm -> Pairing.agree(arm.row().settings(), where))
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /**
   * @param corrected p of its family, of which this is number {@code index}; a claim of no
   *     difference is alone
   */
  private Exhibit judged(Draft draft, Tester.Outcome outcome, double[] corrected, int index) {
    double margin = draft.claim().within().orElse(Double.NaN);
    Evidence evidence = tester.evidence(outcome, true, margin, corrected, index);
    boolean equal = draft.claim().within().isPresent();
    var same = evidence.equivalence();
    String verdict = equal ? evidence.noDifference() : evidence.verdict();
    String caption =
        String.format(
            Locale.ROOT,
            "(%s) − (%s), %s: %s, %sinterval [%s, %s], %s; %,d queries, %s.%s",
            sides(draft.claim().plus()),
            sides(draft.claim().minus()),
            (draft.tasks().size() == 1 ? "" : "mean of ") + String.join(", ", draft.tasks()),
            Figure.signed(evidence.delta()),
            equal ? "%.0f %% ".formatted(100 * same.confidence()) : "",
            Figure.figure(equal ? same.low() : evidence.low(), "%.3f"),
            Figure.figure(equal ? same.high() : evidence.high(), "%.3f"),
            equal
                ? "margin " + Figure.figure(margin, "%.3f")
                : p(evidence.pHolm()) + " of " + corrected.length + " (Holm)",
            evidence.queries(),
            switch (outcome.seeds()) {
              case 0 -> "the same for every seed";
              case 1 -> "one seed";
              default -> outcome.seeds() + " seeds";
            },
            silence(draft));
    return new Exhibit.Claim(
        SECTION,
        draft.claim().claim(),
        caption,
        Exhibit.Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)),
        draft.claim().source());
  }

  /** What a reader must know of tasks without a signal: left out of a mean, or all there is. */
  private static String silence(Draft draft) {
    if (draft.silent().isEmpty()) return "";
    return draft.silent().keySet().containsAll(draft.tasks())
        ? " Without a signal: " + SlopeClaims.reasons(draft.silent()) + "."
        : " Left out, without a signal: " + SlopeClaims.reasons(draft.silent()) + ".";
  }

  private static String p(double p) {
    return p < 0.001 ? "p < .001" : "p " + Figure.figure(p, "%.3f");
  }

  private static Exhibit undecided(Draft draft) {
    return new Exhibit.Claim(
        SECTION,
        draft.claim().claim(),
        "Not tested: " + draft.missing() + ".",
        Exhibit.Verdict.UNDECIDED,
        draft.claim().source());
  }

  private static String sides(List<Map<String, String>> sides) {
    return sides.stream().map(TestedClaims::words).collect(Collectors.joining(" + "));
  }

  private static String words(Map<String, String> where) {
    return where.isEmpty() ? "all" : String.join(" ", where.values());
  }
}
