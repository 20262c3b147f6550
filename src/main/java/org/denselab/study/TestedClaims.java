package org.denselab.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.denselab.dsl.Report;
import org.denselab.eval.significance.Differences;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.Exhibit;

/**
 * The claims that a study names, each with its test: a contrast of cells by seed and query,
 * averaged over tasks. All of them are one family of Holm's correction.
 */
record TestedClaims(Tester tester, List<Arm> arms) {
  private static final String SECTION = "Claims";

  /** A claim before the family is corrected; no outcome where a cell is missing. */
  private record Draft(
      Report.Claim claim, List<String> tasks, Optional<Tester.Outcome> outcome, String missing) {}

  List<Exhibit> of(List<Report.Claim> claims) {
    List<Draft> drafts = claims.stream().map(this::draft).toList();
    List<Tester.Outcome> family = drafts.stream().flatMap(d -> d.outcome().stream()).toList();
    double[] corrected = tester.corrected(family);
    List<Exhibit> exhibits = new ArrayList<>();
    for (Draft draft : drafts)
      exhibits.add(
          draft
              .outcome()
              .map(outcome -> judged(draft, outcome, corrected, family.indexOf(outcome)))
              .orElseGet(() -> undecided(draft)));
    return exhibits;
  }

  private Draft draft(Report.Claim claim) {
    List<Differences> strata = new ArrayList<>();
    List<String> tasks = new ArrayList<>();
    int seeds = 0;
    for (String task : tasks(claim)) {
      List<Differences> parts = new ArrayList<>();
      for (int i = 0; i < claim.plus().size(); i++) {
        Optional<Arm> plus = arm(task, claim.retriever(), claim.plus().get(i));
        Optional<Arm> minus = arm(task, claim.retriever(), claim.minus().get(i));
        if (plus.isEmpty() || minus.isEmpty())
          return new Draft(
              claim,
              tasks,
              Optional.empty(),
              "%s has no single finished row of %s where %s"
                  .formatted(
                      task,
                      claim.retriever(),
                      words(plus.isEmpty() ? claim.plus().get(i) : claim.minus().get(i))));
        String metric = plus.get().row().task().task().metric().toString();
        var contest = new Contest(plus.get(), minus.get(), metric);
        seeds = Math.max(seeds, contest.seeds());
        parts.add(contest.differences());
      }
      double[] ones = new double[parts.size()];
      Arrays.fill(ones, 1);
      strata.add(Differences.sum(parts, ones));
      tasks.add(task);
    }
    return new Draft(claim, tasks, Optional.of(tester.test(strata, seeds)), "");
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

  private Exhibit judged(Draft draft, Tester.Outcome outcome, double[] corrected, int index) {
    double margin = draft.claim().within().orElse(Double.NaN);
    Evidence evidence = tester.evidence(outcome, true, margin, corrected, index);
    boolean equal = draft.claim().within().isPresent();
    String verdict = equal ? evidence.noDifference() : evidence.verdict();
    String caption =
        String.format(
            Locale.ROOT,
            "(%s) − (%s), mean of %s: %s, interval [%s, %s], %s; %,d queries, %s.",
            sides(draft.claim().plus()),
            sides(draft.claim().minus()),
            String.join(", ", draft.tasks()),
            Figure.signed(evidence.delta()),
            Figure.figure(evidence.low(), "%.3f"),
            Figure.figure(evidence.high(), "%.3f"),
            equal
                ? "margin " + Figure.figure(margin, "%.3f")
                : p(evidence.pHolm()) + " of " + corrected.length + " (Holm)",
            evidence.queries(),
            switch (outcome.seeds()) {
              case 0 -> "the same for every seed";
              case 1 -> "one seed";
              default -> outcome.seeds() + " seeds";
            });
    return new Exhibit.Claim(
        SECTION,
        draft.claim().claim(),
        caption,
        Exhibit.Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)),
        draft.claim().source());
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
