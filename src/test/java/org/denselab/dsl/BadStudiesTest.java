package org.denselab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code bad-studies.txt}: all that is said about a study, word for word. */
class BadStudiesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("cases")
  void everyProblemIsSaid(Case bad) {
    assertThat(Workbench.in(folder).problems(bad.yaml)).isEqualTo(bad.problems);
  }

  static Stream<Case> cases() throws IOException {
    String table = Files.readString(Path.of("src/test/resources/dsl/bad-studies.txt"));
    return Arrays.stream(table.split("(?m)^=== ")).skip(1).map(Case::parse);
  }

  private record Case(String name, String yaml, List<String> problems) {
    private static final String DIVIDER = "---\n";

    static Case parse(String text) {
      int head = text.indexOf('\n');
      String body = text.substring(head + 1);
      int divider = body.startsWith(DIVIDER) ? 0 : body.indexOf("\n" + DIVIDER) + 1;
      String yaml =
          body.substring(0, divider)
              .replace("+small\n", Workbench.SMALL)
              .replace("+dense\n", Workbench.DENSE);
      String problems = body.substring(divider + DIVIDER.length()).strip();
      return new Case(text.substring(0, head), yaml, problems.lines().toList());
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
