package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void scoresHaveNoLeadingZeroAndNoNegativeZero() {
    assertThat(Figures.score(.6123)).isEqualTo(".612");
    assertThat(Figures.score(1)).isEqualTo("1.000");
    assertThat(Figures.score(-.0001)).isEqualTo(".000");
    assertThat(Figures.score(-.25)).isEqualTo("−.250");
    assertThat(Figures.score(Double.NaN)).isEqualTo("–");
    assertThat(Figures.delta(.25)).isEqualTo("+.250");
    assertThat(Figures.delta(.0001)).isEqualTo(".000");
  }

  @Test
  void probabilitiesAreStatements() {
    assertThat(Figures.p(.0004)).isEqualTo("p < .001");
    assertThat(Figures.p(.0312)).isEqualTo("p = .031");
  }

  @Test
  void timesAndSizesHaveFewDigits() {
    assertThat(Figures.time(.4162)).isEqualTo("0.42 s");
    assertThat(Figures.time(59.7)).isEqualTo("1 min 00 s");
    assertThat(Figures.time(3725)).isEqualTo("1 h 02 min");
    assertThat(Figures.bytes(0)).isEqualTo("–");
    assertThat(Figures.bytes(812_400_000)).isEqualTo("812 MB");
    assertThat(Figures.count(2067, "passage", "passages")).isEqualTo("2,067 passages");
  }
}
