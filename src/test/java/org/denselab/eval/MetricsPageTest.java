package org.denselab.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private static final Path PAGE = Path.of("docs/metrics.md");

  @Test
  void tellsOfEveryMeasureItsNamesItsCutoffAndItsLevel() throws IOException {
    List<String> rows = Files.readAllLines(PAGE).stream().filter(l -> l.startsWith("|")).toList();
    for (Measure measure : Measures.ALL) {
      String label = measure.label();
      List<String> cells = cells(rows, label);
      for (String synonym : measure.synonyms())
        assertThat(cells.get(1)).as("%s in %s", label, PAGE).contains("`" + synonym + "`");
      assertThat(cells.get(2)).as("cutoff of %s in %s", label, PAGE).isEqualTo(cutoff(measure));
      if (!(measure instanceof Count))
        assertThat(cells.get(3))
            .as("level of %s in %s", label, PAGE)
            .isEqualTo(measure.usesLevel() ? "yes" : "no");
    }
  }

  private static List<String> cells(List<String> rows, String label) {
    for (String row : rows) {
      List<String> cells = Arrays.stream(row.split("\\|")).skip(1).map(String::strip).toList();
      if (cells.getFirst().matches("(.*, )?`" + label + "(@\\d+)?`(, .*)?")) return cells;
    }
    throw new AssertionError(PAGE + " has no row for " + label);
  }

  private static String cutoff(Measure measure) {
    return switch (measure.cutoff()) {
      case REQUIRED -> "must have one";
      case OPTIONAL -> "may have one";
      case NONE -> "none";
    };
  }
}
