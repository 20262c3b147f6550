package org.denselab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
}
