package org.denselab.eval.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UnpairedTTestTest {
  /** By hand: means 2 and 4, pooled variance 1, error sqrt(2/3), t = -2.449 with 4 degrees. */
  @Test
  void pIsStudentsOfTheTStatistic() {
    double[] a = {1, 2, 3};
    double[] b = {3, 4, 5};

    assertThat(UnpairedTTest.p(a, b)).isCloseTo(0.07048, within(1e-5));
    assertThat(UnpairedTTest.p(a, a)).isEqualTo(1);
  }
}
