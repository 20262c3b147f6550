package org.denselab.eval.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;

class SignificanceTest {
  /** Student's own example (1908): extra hours of sleep under two drugs. R prints p = 0.002833. */
  @Test
  void pairedTTestOfStudentsSleepData() {
    double[] differences = {-1.2, -2.4, -1.3, -1.3, 0, -1.0, -1.8, -0.8, -4.6, -1.4};
    var result = new PairedTTest().test(differences);
    assertThat(result.pairs()).isEqualTo(10);
    assertThat(result.meanDifference()).isCloseTo(-1.58, within(1e-12));
    assertThat(result.statistic()).isCloseTo(-4.0621, within(5e-5));
    assertThat(result.p()).isCloseTo(0.002833, within(5e-7));
  }

  @Test
  void pairsByQueryWhateverTheOrder() {
    var result = new PairedTTest().test(Map.of("a", 3.0, "b", 4.0), Map.of("b", 2.0, "a", 0.0));
    // differences 3 and 2: mean 2.5, standard error 0.5; with one degree t = 5 has p = 0.12567
    assertThat(result.statistic()).isCloseTo(5, within(1e-12));
    assertThat(result.p()).isCloseTo(2 * (0.5 - Math.atan(5) / Math.PI), within(1e-12));
    assertThatThrownBy(() -> new PairedTTest().test(Map.of("a", 1.0), Map.of("b", 1.0)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("needs the same queries");
  }

  @Test
  void nothingToTellMeansPOfOne() {
    assertThat(new PairedTTest().test(new double[5]).p()).isEqualTo(1);
    assertThat(new PairedTTest().test(new double[] {0.3}).p()).isEqualTo(1);
  }

  /** Three signs fall alike one time in four. */
  @Test
  void sameDifferencesHaveTheChanceOfTheirSigns() {
    double[] same = {0.5, 0.5, 0.5};
    assertThat(new PairedTTest().test(same).p()).isEqualTo(0.25);
    assertThat(new BootstrapTest(999, 1).test(same).p()).isEqualTo(0.25);
    assertThat(new RandomizationTest(999, 1).test(same).p()).isEqualTo(0.25);
  }

  @Test
  void holmStepsDownAndNeverDecreases() {
    // 0.005 x 4, 0.01 x 3, 0.03 x 2, then 0.04 raised to the one before
    assertThat(Holm.adjust(0.01, 0.04, 0.03, 0.005))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    assertThat(Holm.adjust(0.9, 0.8)).containsExactly(1, 1);
    assertThat(Holm.adjust()).isEmpty();
  }
}
