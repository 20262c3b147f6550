package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.denselab.base.ConsoleText;
import org.denselab.base.Seeds;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final Pace HALF = new Pace(160, 320, 5);

  @Test
  void saysWhatHowFarHowFastAndHowLongStill() {
    assertThat(line(HALF).render(130))
        .isEqualTo(
            "7/18  train search: full  ━━━━━━━━━━━━────────────  50%  160 of 320 steps  5.0/s  loss"
                + " 1.2  32 s left  study 4 min");
  }

  @Test
  void theLeastImportantGoesFirstWhereItIsNarrow() {
    assertThat(line(HALF).render(90)).contains("loss", "left", "study").doesNotContain(" of 320");
    assertThat(line(HALF).render(80)).contains("train", "loss", "left", "study");
    assertThat(line(HALF).render(60)).contains("train", "50%", "32 s left").doesNotContain("5.0/s");
    assertThat(line(HALF).render(36)).contains("50%", "32 s left");
  }

  @Test
  void neverWrapsWhateverTheStageIsCalled() {
    long seed = System.nanoTime();
    var random = Seeds.stream(seed, "lines");
    List<String> titles =
        List.of("train", "encode a-very-long-arm-name-with-axes, seed 12", "検索 全件");
    for (int i = 0; i < 2_000; i++) {
      int width = 1 + random.nextInt(200);
      var pace = new Pace(random.nextInt(5_000_000), random.nextInt(9_000_000), random.nextInt(50));
      String title = titles.get(random.nextInt(titles.size()));
      var standing = new Standing("7/18", title, i % 3 == 0 ? "" : "passages", pace, "x", 80, 9e4);
      String line = new ProgressLine(standing, false, i % 2 == 0).render(width);
      assertThat(ConsoleText.width(line))
          .as("seed %d, %s", seed, line)
          .isLessThan(Math.max(width, 1));
    }
  }

  @Test
  void coloursTakeNoRoomAndOldTerminalsGetAscii() {
    String plain = line(HALF).render(130);
    String coloured = new ProgressLine(standing(HALF), true, true).render(130);
    assertThat(coloured).contains("\u001b[36m");
    assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).hasSameSizeAs(plain);
    assertThat(new ProgressLine(standing(HALF), false, false).render(130))
        .isASCII()
        .contains("===");
  }

  @Test
  void aStageThatCountsNothingSaysHowLongItHasRun() {
    var standing = new Standing("7/18", "fuse search: full", "", HALF, "", 3, 200);
    assertThat(new ProgressLine(standing, false, true).render(100))
        .isEqualTo("7/18  fuse search: full  3 s  study 3 min");
  }

  @Test
  void theVeryStartAndUnknownTotalsAreNoTrouble() {
    assertThat(line(new Pace(0, 10, 0)).render(100)).contains("  0%").doesNotContain("left");
    assertThat(line(new Pace(5, 0, 1)).render(100)).contains("  0%", "5 steps");
  }

  @Test
  void ratesAndTimesAreReadable() {
    assertThat(new Pace(1, 2_000, .25).rate()).isEqualTo("0.25/s");
    assertThat(new Pace(1, 2_000, .05).rate()).isEqualTo("20 s each");
    assertThat(new Pace(30, 2_000, 7.5).rate()).isEqualTo("7.5/s");
    assertThat(new Pace(90_000, 1_000_000, 22_500).rate()).isEqualTo("22,500/s");
    assertThat(new Pace(1, 2_000, 1).left()).isEqualTo("33 min left");
    assertThat(new Pace(1, 10_000, 1).left()).isEqualTo("2 h 47 min left");
  }

  private static ProgressLine line(Pace pace) {
    return new ProgressLine(standing(pace), false, true);
  }

  private static Standing standing(Pace pace) {
    return new Standing("7/18", "train search: full", "steps", pace, "loss 1.2", 30, 240);
  }
}
