package org.denselab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.denselab.base.Seeds;
import org.junit.jupiter.api.Test;

class DropoutMaskTest {
  private static float[] row(long seed, long step, int first, String site, int... place) {
    var factors = new float[2000];
    new DropoutMask(new Batch.Noise(true, seed, step, first), site, 0.25)
        .fill(place[0], place[1], place[2], factors, 0, factors.length);
    return factors;
  }

  @Test
  void keepsItsShareAndScalesIt() {
    int kept = 0;
    for (float factor : row(1, 2, 0, "site", 3, 4, 5)) {
      assertThat(factor).isIn(0f, 4f / 3);
      if (factor > 0) kept++;
    }
    assertThat(kept / 2000.0).isCloseTo(0.75, within(0.05));
  }

  @Test
  void everyCoordinateMatters() {
    float[] one = row(1, 2, 0, "site", 3, 4, 5);
    assertThat(row(1, 2, 0, "site", 3, 4, 5)).isEqualTo(one);
    assertThat(row(9, 2, 0, "site", 3, 4, 5)).isNotEqualTo(one);
    assertThat(row(1, 9, 0, "site", 3, 4, 5)).isNotEqualTo(one);
    assertThat(row(1, 2, 0, "other", 3, 4, 5)).isNotEqualTo(one);
    assertThat(row(1, 2, 0, "site", 9, 4, 5)).isNotEqualTo(one);
    assertThat(row(1, 2, 0, "site", 3, 9, 5)).isNotEqualTo(one);
    assertThat(row(1, 2, 0, "site", 3, 4, 9)).isNotEqualTo(one);
  }

  @Test
  void aChunkContinuesTheNumbersOfItsBatch() {
    assertThat(row(1, 2, 3, "site", 0, 4, 5)).isEqualTo(row(1, 2, 0, "site", 3, 4, 5));
  }

  /** One column at a time is computed by the loop that the vectors replace. */
  @Test
  void vectorsDrawWhatSingleHashesDraw() {
    for (double rate : new double[] {0, 0.1, 0.5, 0.999}) {
      var mask = new DropoutMask(new Batch.Noise(true, 7, 11, 13), "site", rate);
      float[] row = new float[103];
      mask.fill(3, 2, 5, row, 1, 101);
      assertThat(row[0]).isZero();
      assertThat(row[102]).isZero();
      float[] later = new float[60];
      mask.fill(3, 2, 5, 40, later, 0, 60);
      assertThat(later).containsExactly(Arrays.copyOfRange(row, 41, 101));
      for (int column = 0; column < 101; column++)
        assertThat(row[1 + column]).as("rate %s, %d", rate, column).isEqualTo(drawn(rate, column));
    }
  }

  private static float drawn(double rate, int column) {
    long step = 0x9E3779B97F4A7C15L;
    long key = Seeds.mix(7 ^ Seeds.mix("site".hashCode() + step));
    key = Seeds.mix(key ^ Seeds.mix(11 + step));
    key = Seeds.mix(key + 13 + 3);
    key = Seeds.mix(key + (2L << 32) + 5);
    long bits = Seeds.mix(key + (column - column % 2) * step);
    long half = column % 2 == 0 ? bits >>> 32 : bits & 0xFFFFFFFFL;
    return half < (long) (rate * (1L << 32)) ? 0 : (float) (1 / (1 - rate));
  }
}
