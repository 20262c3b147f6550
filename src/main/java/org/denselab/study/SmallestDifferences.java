package org.denselab.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.denselab.data.Collection;
import org.denselab.data.Pairs;
import org.denselab.dsl.Study;
import org.denselab.eval.significance.Components;
import org.denselab.eval.significance.Differences;

/**
 * What a study will not be able to see, told before it runs: for each comparison the true
 * difference that its queries and seeds find four times in five. From the scores that the store has
 * for some of the seeds, otherwise from a prior.
 */
final class SmallestDifferences {
  // deviations of a difference of two retrievers: of a query, of a scored pair, of a seed's mean
  private static final double QUERY = 0.35;
  private static final double PAIR = 0.7;
  private static final double SEED = 0.01;

  private final StudyPlan plan;
  private final Store store;
  private final Study settings;

  SmallestDifferences(StudyPlan plan, Store store) {
    this.plan = plan;
    this.store = store;
    this.settings = plan.study().cells().getFirst().study();
  }

  /** A block of lines; empty where nothing is compared. */
  List<String> lines() throws IOException {
    var pairing = Pairing.of(settings);
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (Row row : plan.rows())
      for (Row other : plan.rows())
        if (sameTable(row, other) && pairing.compares(row, other)) {
          String claim = row.arm() + " over " + other.arm();
          groups.computeIfAbsent(told(row, other), _ -> new ArrayList<>()).add(claim);
        }
    if (groups.isEmpty()) return List.of();
    List<String> lines = new ArrayList<>();
    lines.add(
        "smallest differences found four times in five, each on its own at level %s:"
            .formatted(figure(settings.evaluate().significance().level())));
    groups.forEach(
        (told, claims) ->
            lines.add(
                "  %s: %s"
                    .formatted(
                        told,
                        claims.size() > 3
                            ? "each of %d comparisons".formatted(claims.size())
                            : String.join(", ", claims))));
    return lines;
  }

  private static boolean sameTable(Row row, Row other) {
    return row.task().name().equals(other.task().name()) && row.at() == other.at();
  }

  private String told(Row row, Row other) throws IOException {
    boolean drawn = row.drawn() || other.drawn();
    int seeds = drawn ? row.evaluations().size() : 1;
    int queries = queries(row);
    List<EvaluationFile> ours = new ArrayList<>();
    List<EvaluationFile> theirs = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      Stage mine = row.evaluations().get(s);
      Stage baseline = other.evaluations().get(s);
      if (store.done(mine).isPresent() && store.done(baseline).isPresent()) {
        ours.add(EvaluationFile.read(store.folder(mine)));
        theirs.add(EvaluationFile.read(store.folder(baseline)));
      }
    }
    Components components = prior(row);
    String source = "from a prior, as nothing is measured yet";
    if (!ours.isEmpty()) {
      String metric = row.task().task().metric().toString();
      var differences =
          new Contest(new Arm(row, null, ours), new Arm(other, null, theirs), metric).differences();
      if (differences.alike()) source = "from a prior, as all measured differences are the same";
      else {
        components = measured(differences);
        source = drawn ? "measured with " + counted(ours.size(), "seed") : "measured";
      }
    }
    double smallest =
        components
            .planned(seeds, queries)
            .smallestDifference(settings.evaluate().significance().level(), Tester.POWER);
    return "%s, %s, %d %s%s: %s (%s)"
        .formatted(
            row.task().name(),
            row.split(),
            queries,
            row.data() instanceof Pairs ? "pairs" : "queries",
            drawn ? " and " + counted(seeds, "seed") : "",
            figure(smallest),
            source);
  }

  /** With one measured seed, what seeds do is still the prior's. */
  private static Components measured(Differences differences) {
    var components = Components.of(differences);
    return differences.seeds() == 1
        ? new Components(SEED * SEED, components.query(), components.rest())
        : components;
  }

  private static Components prior(Row row) {
    double deviation = row.data() instanceof Pairs ? PAIR : QUERY;
    return new Components(SEED * SEED, deviation * deviation, 0);
  }

  private static int queries(Row row) {
    return switch (row.data()) {
      case Collection data -> data.queries(row.dataSplit()).qrels().grades().size();
      case Pairs pairs -> pairs.scored().size();
    };
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceFirst("^0", "");
  }
}
