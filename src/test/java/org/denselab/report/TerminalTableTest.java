package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.denselab.base.ConsoleText;
import org.denselab.base.Seeds;
import org.junit.jupiter.api.Test;

class TerminalTableTest {
  private static final List<String> LINES =
      TerminalTable.lines(StudyFixture.study(), TerminalTable.WIDEST + 1, false);

  @Test
  void fitsAHundredColumnsInPlainText() {
    assertThat(LINES).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(String.join("", LINES)).doesNotContain("\u001b", "−", "†");
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
    assertThat(LINES).contains("not met  search, dense-lora, nDCG@10 at least .61: is .602");
    assertThat(line("failed")).startsWith("failed   dense-r64: loss is not a number at step 37");
  }

  @Test
  void coloursOnlyChangeTheColour() {
    List<String> coloured =
        TerminalTable.lines(StudyFixture.study(), TerminalTable.WIDEST + 1, true);
    assertThat(String.join("", coloured)).contains("\u001b[31m");
    assertThat(coloured.stream().map(l -> l.replaceAll("\u001b\\[\\d+m", "").stripTrailing()))
        .isEqualTo(LINES);
  }

  @Test
  void everyStudyFitsEveryTerminal() {
    long seed = System.nanoTime();
    var random = Seeds.stream(seed, "studies");
    for (int i = 0; i < 300; i++) {
      var study = RandomStudy.of(random);
      int width = i % 3 == 0 ? 200 : 41 + random.nextInt(80);
      List<String> lines = TerminalTable.lines(study, width, false);
      assertThat(lines)
          .as("seed %d, study %d, width %d", seed, i, width)
          .allSatisfy(
              line ->
                  assertThat(ConsoleText.width(line))
                      .as(line)
                      .isLessThanOrEqualTo(Math.min(100, width - 1)))
          .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
      // 60 rows, 16 claims, 10 failures, however large the study: but a name of 150 letters takes
      // up to 25 lines of a narrow terminal.
      assertThat(lines.size()).as("seed %d, study %d", seed, i).isLessThan((60 + 16 + 10) * 25);
    }
  }

  @Test
  void armsOfASweepKeepTheirWholeName() {
    var study = RandomStudy.sweep(40, 1, "tuning.kind=lora,tuning.rank=16,train.rate=2e-5,seed=");
    List<String> lines = TerminalTable.lines(study, 101, false);
    for (int arm = 0; arm < 40; arm++) assertThat(lines).contains("  train.rate=2e-5,seed=" + arm);
  }

  @Test
  void manyTasksEndInOneTable() {
    List<String> lines = TerminalTable.lines(RandomStudy.sweep(40, 8, "arm-"), 101, false);
    assertThat(lines).hasSizeLessThan(60);
    assertThat(lines.get(0)).isEqualTo("nDCG@10 of each task, all queries");
    assertThat(lines.get(1)).contains("arm", "mean", "task0", "task7");
    assertThat(String.join(" ", lines)).contains("in the report: slices");
  }

  private static String line(String start) {
    return LINES.stream().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
  }
}
