package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Summary;

/** Whether the study's own difference shrinks with size, in words. */
final class SlopeClaims {
  private SlopeClaims() {}

  static List<Exhibit> of(List<Summary> summaries) {
    List<Exhibit> claims = new ArrayList<>();
    for (Summary s : summaries)
      if (s.kind() == Summary.Kind.SLOPE)
        claims.add(
            new Exhibit.Claim(
                Deltas.SECTION,
                Figure.capital(s.claim()),
                sentence(s),
                Exhibit.Verdict.valueOf(s.evidence().verdict().toUpperCase(Locale.ROOT)),
                "slope on log10 of the non-embedding parameters"));
    return claims;
  }

  private static String sentence(Summary s) {
    var e = s.evidence();
    String noSignal = s.noSignal().isEmpty() ? "" : " Left out: " + reasons(s.noSignal()) + ".";
    String text =
        "With ten times the parameters the mean difference changes by %s (%.0f %% interval %s to %s, %s%,d queries of %s, %d %s): %s%s."
            .formatted(
                Figure.signed(e.delta()),
                100 * e.confidence(),
                Figure.signed(e.low()),
                Figure.signed(e.high()),
                s.caveat().isEmpty()
                    ? "p %s corrected for %d, "
                        .formatted(Figure.figure(e.pHolm(), "%.4f"), e.family())
                    : "",
                e.queries(),
                String.join(", ", s.tasks()),
                e.seeds(),
                e.seeds() == 1 ? "seed" : "seeds",
                e.verdict(),
                s.caveat().isEmpty() ? "" : ", as " + s.caveat());
    return text + noSignal;
  }

  /** Why tasks are left out: each reason once, after the tasks that it is said of. */
  static String reasons(Map<String, String> noSignal) {
    Map<String, List<String>> tasks = new LinkedHashMap<>();
    noSignal.forEach((task, why) -> tasks.computeIfAbsent(why, _ -> new ArrayList<>()).add(task));
    return tasks.entrySet().stream()
        .map(e -> String.join(", ", e.getValue()) + ": " + e.getKey())
        .collect(Collectors.joining("; "));
  }
}
