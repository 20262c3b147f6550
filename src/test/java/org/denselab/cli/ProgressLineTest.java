package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final Pace HALF = new Pace(1_000, 2_000, Duration.ofSeconds(10));

  @Test
  void saysHowFarHowFastAndHowLongStill() {
    assertThat(line(HALF).render(100, false))
        .isEqualTo(
            "encode  ━━━━━━━━━━━━────────────  50%  1,000 of 2,000 passages  100/s  10 s left  loss"
                + " 1.2");
  }

  @Test
  void neverWrapsHoweverNarrowTheTerminal() {
    for (int width = 1; width < 120; width++)
      assertThat(line(HALF).render(width, false)).hasSizeLessThanOrEqualTo(width - 1);
    assertThat(line(HALF).render(60, false)).contains("50%", "10 s left").doesNotContain("loss");
    assertThat(line(HALF).render(36, false)).contains("50%", "10 s left");
  }

  @Test
  void coloursTakeNoRoom() {
    String plain = line(HALF).render(100, true).replaceAll("\u001b\\[\\d+m", "");
    assertThat(plain).hasSameSizeAs(line(HALF).render(100, false));
  }

  @Test
  void theVeryStartAndUnknownTotalsAreNoTrouble() {
    assertThat(line(new Pace(0, 10, Duration.ZERO)).render(100, false))
        .contains("  0%")
        .doesNotContain("left");
    assertThat(line(new Pace(0, 0, Duration.ofSeconds(1))).render(100, false)).contains("  0%");
  }

  @Test
  void ratesAndTimesAreReadable() {
    assertThat(new Pace(1, 2_000, Duration.ofSeconds(4)).rate()).isEqualTo("0.25/s");
    assertThat(new Pace(30, 2_000, Duration.ofSeconds(4)).rate()).isEqualTo("7.5/s");
    assertThat(new Pace(90_000, 1_000_000, Duration.ofSeconds(4)).rate()).isEqualTo("22,500/s");
    assertThat(new Pace(1, 2_000, Duration.ofSeconds(1)).left()).isEqualTo("33 min left");
    assertThat(new Pace(1, 10_000, Duration.ofSeconds(1)).left()).isEqualTo("2 h 47 min left");
  }

  @Test
  void theLogsLineIsOneSentence() {
    assertThat(LogProgress.line("encode", "passages", HALF, ""))
        .isEqualTo("encode: 1,000 of 2,000 passages, 100/s, 10 s left");
  }

  private static ProgressLine line(Pace pace) {
    return new ProgressLine("encode", "passages", pace, "loss 1.2");
  }
}
