package org.denselab.eval.significance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.denselab.GeneratedDocs;
import org.denselab.base.Seeds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/statistics.md: {@code mvn -q test -Pslow -Dtest=FalseAlarmsTest -Ddocs=write}.
 * {@code -Dstudies=5000 -Dseed=3} for more, or others.
 */
@Tag("slow")
class FalseAlarmsTest {
  private static final Path FILE = Path.of("docs/statistics.md");
  private static final int STUDIES = Integer.getInteger("studies", 2000);
  private static final int RESAMPLES = 999;
  private static final long SEED = Long.getLong("seed", 11);
  private static final double STRONG = 0.5;

  private final Simulation simulation = new Simulation(STUDIES, RESAMPLES, SEED);
  private final List<String> missed = new ArrayList<>();

  @Test
  void tests() throws IOException {
    var rows = new ArrayList<String>();
    for (int queries : new int[] {10, 25, 50, 200, 1000}) {
      var cells = new ArrayList<>(List.of(Integer.toString(queries)));
      for (Simulation.Test test : Simulation.Test.values()) {
        Rate rate = simulation.rejections(new SimulatedScores(1, queries, 0, 0), test);
        if (!rate.atMost(Simulation.LEVEL)) missed.add(test + " with " + queries + ": " + rate);
        cells.add(rate.toString());
      }
      var better = new SimulatedScores(1, queries, 0, STRONG);
      cells.add(simulation.rejections(better, Simulation.Test.RANDOMIZATION).toString());
      rows.add(row(cells));
    }
    double effect = Simulation.truth(new SimulatedScores(1, 1, 0, STRONG), SEED);
    GeneratedDocs.part(
        FILE,
        "tests",
        table(
            Stream.of(
                "queries",
                "randomisation",
                "t",
                "bootstrap of t",
                "power of randomisation, true difference " + figure(effect)),
            rows));
    assertThat(missed).isEmpty();
  }

  @Test
  void seeds() throws IOException {
    var rows = new ArrayList<String>();
    for (double deviation : new double[] {0, 0.15, 0.5})
      for (int seeds : new int[] {1, 2, 3, 5, 10}) {
        var none = new SimulatedScores(seeds, 200, deviation, 0);
        Rate decided = simulation.decisions(none);
        if (seeds > 1 && !decided.atMost(Simulation.LEVEL))
          missed.add(seeds + " seeds of " + deviation + ": " + decided);
        rows.add(
            row(
                List.of(
                    figure(seedEffect(deviation)),
                    Integer.toString(seeds),
                    simulation.rejections(none, Simulation.Test.RANDOMIZATION).toString(),
                    simulation.plainMisses(none).toString(),
                    simulation.misses(none).toString(),
                    decided.toString(),
                    simulation
                        .decisions(new SimulatedScores(seeds, 200, deviation, STRONG))
                        .toString())));
      }
    double effect = Simulation.truth(new SimulatedScores(1, 1, 0, STRONG), SEED);
    GeneratedDocs.part(
        FILE,
        "seeds",
        table(
            Stream.of(
                "a seed moves the difference by",
                "seeds",
                "p < .05",
                "plain percentiles exclude 0",
                "interval excludes 0",
                "verdict",
                "verdict where the true difference is " + figure(effect)),
            rows));
    assertThat(missed).isEmpty();
  }

  @Test
  void equivalence() throws IOException {
    var rows = new ArrayList<String>();
    var apart = new SimulatedScores(1, 1, 0, 0.15);
    double margin = Simulation.truth(apart, SEED);
    for (int seeds : new int[] {1, 3, 5})
      for (int queries : new int[] {100, 400, 1000}) {
        double deviation = seeds == 1 ? 0 : 0.05;
        var at = new SimulatedScores(seeds, queries, deviation, 0.15);
        Rate rate = simulation.equivalences(at, margin);
        if (!rate.atMost(Simulation.LEVEL)) missed.add(seeds + ", " + queries + ": " + rate);
        var none = new SimulatedScores(seeds, queries, deviation, 0);
        rows.add(
            row(
                List.of(
                    Integer.toString(seeds),
                    Integer.toString(queries),
                    rate.toString(),
                    simulation.equivalences(none, margin).toString(),
                    simulation.equivalences(none, 2 * margin).toString())));
      }
    GeneratedDocs.part(
        FILE,
        "equivalence",
        table(
            Stream.of(
                "seeds",
                "queries",
                "true difference " + figure(margin) + ", at the margin: wrong",
                "no difference, margin " + figure(margin) + ": found",
                "no difference, margin " + figure(2 * margin) + ": found"),
            rows));
    assertThat(missed).isEmpty();
  }

  /** The deviation, over seeds, of a seed's mean difference. */
  private static double seedEffect(double deviation) {
    if (deviation == 0) return 0;
    double[] means = new double[300];
    for (int i = 0; i < means.length; i++)
      means[i] =
          new SimulatedScores(1, 2000, deviation, 0)
              .draw(Seeds.stream(SEED, "seed effect", i))
              .mean();
    return Math.sqrt(Spread.variance(means));
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceFirst("^0", "");
  }

  private static String table(Stream<String> header, List<String> rows) {
    List<String> names = header.toList();
    return "%,d studies a cell, %d resamples each, seed %d; in brackets the binomial 95 %% interval.%n%n"
            .formatted(STUDIES, RESAMPLES, SEED)
        + row(names)
        + "\n"
        + row(names.stream().map(_ -> "---:").toList())
        + "\n"
        + String.join("\n", rows);
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }
}
