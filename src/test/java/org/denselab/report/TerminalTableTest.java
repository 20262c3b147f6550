package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTableTest {
  private static final List<String> LINES = TerminalTable.lines(StudyFixture.study(), false);

  @Test
  void fitsAHundredColumnsInPlainText() {
    assertThat(LINES).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(String.join("", LINES)).doesNotContain("\u001b").doesNotContain("<script>");
  }

  @Test
  void alignsNumbersAndMarksTheBest() {
    String full = line("  dense-full");
    String best = line("  hybrid-full");
    assertThat(best).contains(">.667").contains("+.096**");
    assertThat(full).contains("+.047*");
    assertThat(full.indexOf(".618")).isEqualTo(best.indexOf(".667"));
    assertThat(full.indexOf("+.047")).isEqualTo(best.indexOf("+.096"));
    assertThat(line("  dense-r64")).endsWith("failed");
  }

  @Test
  void endsWithExpectationsAndFailures() {
    assertThat(LINES).contains("not met search, dense-lora, nDCG@10 at least .61: .602");
    assertThat(LINES.getLast()).startsWith("failed  dense-r64: loss is not a number at step 37");
  }

  @Test
  void coloursOnlyChangeTheColour() {
    List<String> coloured = TerminalTable.lines(StudyFixture.study(), true);
    assertThat(String.join("", coloured)).contains("\u001b[31m");
    assertThat(coloured.stream().map(l -> l.replaceAll("\u001b\\[\\d+m", "").stripTrailing()))
        .isEqualTo(LINES);
  }

  private static String line(String start) {
    return LINES.stream().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
  }
}
