package org.denselab.analysis.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.denselab.base.BadInput;
import org.denselab.engine.Matrix;
import org.junit.jupiter.api.Test;

class PictureTest {
  private final Picture picture = new Picture(5, .1, 42);

  @Test
  void pointsThatLieTogetherAreDrawnTogetherAndTwiceTheSame() {
    var spaces = List.of(around(0, 1), around(7, 2));
    var places = picture.of(spaces);
    assertThat(picture.of(spaces).getLast().values()).isEqualTo(places.getLast().values());
    for (Matrix own : places) {
      Matrix other = own == places.getFirst() ? places.getLast() : places.getFirst();
      for (int p = 0; p < own.rows(); p++)
        assertThat(nearest(own, p, own)).isLessThan(nearest(own, p, other));
    }
  }

  @Test
  void widthsThatDifferAreRefused() {
    var wide = Space.of(new Matrix(3, 9, new float[27]));
    assertThatThrownBy(() -> picture.of(List.of(around(0, 1), wide)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("width 8 and 9");
  }

  private static double nearest(Matrix from, int point, Matrix to) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int p = 0; p < to.rows(); p++)
      if (from != to || p != point)
        nearest =
            Math.min(
                nearest,
                Math.hypot(
                    from.at(point, 0) - to.at(p, 0), (double) from.at(point, 1) - to.at(p, 1)));
    return nearest;
  }

  private static Space around(int axis, long seed) {
    var random = new SplittableRandom(seed);
    var matrix = new Matrix(25, 8);
    for (int i = 0; i < matrix.values().length; i++)
      matrix.values()[i] = (float) (.1 * random.nextGaussian() + (i % 8 == axis ? 1 : 0));
    return Space.of(matrix);
  }
}
