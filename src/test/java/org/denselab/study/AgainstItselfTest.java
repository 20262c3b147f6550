package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.denselab.GeneratedDocs;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.denselab.eval.significance.Rate;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.StudyResult.Comparison;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code experiments/a-a.yaml} a hundred times, each with backbones of its own. {@code mvn -q
 * test -Pslow -Dtest=AgainstItselfTest -Ddocs=write} writes the table of docs/statistics.md.
 */
@Tag("slow")
class AgainstItselfTest {
  private static final int STUDIES = Integer.getInteger("studies", 100);
  private static final int MOST_SEEDS = 5;
  private static final List<Integer> SEEDS = List.of(1, 2, 3, 5);

  @TempDir private Path folder;

  /** What was counted of the studies with so many seeds. */
  private static final class Count {
    private int decided;
    private int anyTable;
    private int noDifference;
    private int interval;
    private int p;

    void add(List<Comparison> comparisons) {
      if (comparisons.stream().anyMatch(c -> decided(c.evidence()))) anyTable++;
      Evidence whole =
          comparisons.stream()
              .filter(c -> c.slice().equals(Arm.ALL))
              .map(Comparison::evidence)
              .findFirst()
              .orElseThrow();
      if (decided(whole)) decided++;
      if (whole.equivalent()) noDifference++;
      if (whole.low() > 0 || whole.high() < 0) interval++;
      if (whole.p() < 0.05) p++;
    }

    private static boolean decided(Evidence evidence) {
      return !evidence.verdict().equals("undecided");
    }

    String row(int seeds) {
      return "| %d | %s | %d | %s | %s | %s |"
          .formatted(
              seeds,
              new Rate(STUDIES - decided, STUDIES),
              noDifference,
              new Rate(interval, STUDIES),
              new Rate(p, STUDIES),
              new Rate(anyTable, STUDIES));
    }
  }

  @Test
  void aStudyOfNothingFindsNothing() throws IOException {
    Map<Integer, Count> counts = new LinkedHashMap<>();
    var loader = new StudyLoader(Path.of("dsl"), Map.of());
    var store = new Store(folder);
    for (int study = 0; study < STUDIES; study++)
      for (int seeds : SEEDS) {
        // no two studies share a seed
        long first = (long) MOST_SEEDS * study + 1;
        String set =
            LongStream.range(first, first + seeds)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(",", "seeds=[", "]"));
        var plan = StudyPlanner.plan(loader.load(Path.of("experiments/a-a.yaml"), set));
        var result = StudyRun.run(plan, store, Progress.SILENT, "");
        counts.computeIfAbsent(seeds, _ -> new Count()).add(result.comparisons());
      }
    GeneratedDocs.part(
        Path.of("docs/statistics.md"),
        "a-a",
        "%d studies of `experiments/a-a.yaml`.%n%n".formatted(STUDIES)
            + "| backbones an arm | undecided or no difference | of them \"no difference\" |"
            + " interval without 0 | p < .05 | any table decided |\n"
            + "| ---: | ---: | ---: | ---: | ---: | ---: |\n"
            + counts.entrySet().stream()
                .map(e -> e.getValue().row(e.getKey()))
                .collect(Collectors.joining("\n")));
    assertThat(counts.get(MOST_SEEDS).decided)
        .as("false claims of %d studies", STUDIES)
        .isLessThanOrEqualTo(STUDIES / 20);
  }
}
