package org.denselab.analysis.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.denselab.engine.Matrix;
import org.junit.jupiter.api.Test;

class GeometryTest {
  private static final Offset<Double> NEAR = within(1e-6);
  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  void orthogonalPointsAreSpreadAndEqualOnesAreNot() {
    // of any length: the space brings them to 1
    var axes = space(4, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, .5f, 0, 0, 0, 0, 1).similarities();
    assertThat(axes.meanCosine().value()).isCloseTo(0, NEAR);
    assertThat(axes.uniformity().value()).as("|x - y|² = 2").isCloseTo(-4, NEAR);
    var one = space(2, 1, 0, 2, 0, 3, 0).similarities();
    assertThat(one.meanCosine().value()).isCloseTo(1, NEAR);
    assertThat(one.uniformity().value()).isCloseTo(0, NEAR);
    // 0°, 90°, 180°: cosines 0, 0, -1; squared distances 2, 2, 4
    var half = space(2, 1, 0, 0, 1, -1, 0).similarities();
    assertThat(half.meanCosine().value()).isCloseTo(-1 / 3.0, NEAR);
    assertThat(half.uniformity().value())
        .isCloseTo(Math.log((2 * Math.exp(-4) + Math.exp(-8)) / 3), NEAR);
  }

  @Test
  void neighboursAreThoseOfHighestCosine() {
    var near = space(2, 1, 0, 1, .1f, 0, 1, .1f, 1, 1, -.2f).similarities().nearest(2);
    assertThat(near[0]).containsExactly(1, 4);
    assertThat(near[2]).containsExactly(3, 1);
    var shares = Agreement.ofNeighbours(near, new int[][] {{4, 1}, {0, 3}, {3, 4}, {0, 4}, {1, 2}});
    assertThat(near[1]).containsExactly(0, 4);
    assertThat(near[3]).containsExactly(2, 1);
    assertThat(near[4]).containsExactly(0, 1);
    assertThat(shares.points()).containsExactly(1, .5, .5, 0, .5);
    assertThat(shares.value()).isCloseTo(.5, EXACT);
  }

  @Test
  void spectrumOfAnEllipse() {
    // variances 8 and 2 along two directions of ten, told by the width or by the points
    for (int width : new int[] {2, 10}) {
      double[] centred = new double[4 * width];
      centred[0] = 4;
      centred[width] = -4;
      centred[2 * width + 1] = 2;
      centred[3 * width + 1] = -2;
      var spectrum = Spectrum.of(centred, 4);
      assertThat(spectrum.participationRatio().value()).isCloseTo(100 / 68.0, EXACT);
      assertThat(spectrum.firstShare().value()).isCloseTo(.8, EXACT);
      double first = 2 / 3.0; // singular values stand 2 to 1
      double entropy = -first * Math.log(first) - (1 - first) * Math.log(1 - first);
      assertThat(spectrum.effectiveRank().value()).isCloseTo(Math.exp(entropy), NEAR);
      assertThat(spectrum.firstShare().points())
          .containsExactly(new double[] {1.12, 1.12, .48, .48}, within(1e-9));
    }
  }

  @Test
  void bothWaysToTheSpectrumAgree() {
    var space = random(12, 12, 1);
    double[] centred = space.centred();
    double[] padded = new double[12 * 20];
    for (int p = 0; p < 12; p++) System.arraycopy(centred, p * 12, padded, p * 20, 12);
    var byWidth = Spectrum.of(centred, 12);
    var byPoints = Spectrum.of(padded, 12);
    assertThat(byPoints.effectiveRank().value())
        .isCloseTo(byWidth.effectiveRank().value(), within(1e-6));
    assertThat(byPoints.participationRatio().points())
        .containsExactly(byWidth.participationRatio().points(), within(1e-8));
    assertThat(byPoints.firstShare().points())
        .containsExactly(byWidth.firstShare().points(), within(1e-8));
  }

  /** Its algorithm, step by step (Rudman et al. 2022, algorithm 1). */
  @Test
  void isoScoreIsTheParticipationRatioRescaled() {
    double[] variances = {5, 3, 1, .25, 0};
    int n = variances.length;
    double norm = Math.sqrt(Arrays.stream(variances).map(v -> v * v).sum());
    double distance = 0;
    for (double variance : variances) distance += Math.pow(Math.sqrt(n) * variance / norm - 1, 2);
    double defect = Math.sqrt(distance) / Math.sqrt(2 * (n - Math.sqrt(n)));
    double share = Math.pow(n - defect * defect * (n - Math.sqrt(n)), 2) / (n * (double) n);
    double isoScore = (n * share - 1) / (n - 1);
    double[] centred = new double[2 * n * n];
    for (int i = 0; i < n; i++) {
      centred[2 * i * n + i] = Math.sqrt(n * variances[i]);
      centred[(2 * i + 1) * n + i] = -Math.sqrt(n * variances[i]);
    }
    double ratio = Spectrum.of(centred, 2 * n).participationRatio().value();
    assertThat(isoScore).isCloseTo((ratio - 1) / (n - 1), within(1e-10));
  }

  @Test
  void alignmentAndGapOfPairs() {
    var queries = space(2, 1, 0, 0, 1, 1, 0);
    var golds = space(2, 0, 1, 0, 1, -1, 0);
    var pairs = new QueriesAndGolds(queries, golds);
    assertThat(pairs.alignment().points()).containsExactly(new double[] {2, 0, 4}, within(1e-6));
    assertThat(pairs.alignment().value()).isCloseTo(2, NEAR);
    // means (2/3, 1/3) and (-1/3, 2/3): apart by (1, -1/3)
    assertThat(pairs.gap().value()).isCloseTo(Math.sqrt(1 + 1 / 9.0), NEAR);
    assertThat(Measure.meanOf(pairs.gap().points()).value()).isCloseTo(pairs.gap().value(), NEAR);
  }

  @Test
  void ckaSeesNoRotationAndEqualsItsKernelForm() {
    var x = random(40, 6, 2);
    assertThat(Agreement.cka(x, rotated(x)).value()).isCloseTo(1, NEAR);
    var y = random(40, 9, 3);
    double[][] k = kernel(x);
    double[][] l = kernel(y);
    double wanted = inner(k, l) / Math.sqrt(inner(k, k) * inner(l, l));
    assertThat(Agreement.cka(x, y).value()).isCloseTo(wanted, within(1e-9)).isLessThan(.6);
  }

  /** What the points say of a measure's error is what leaving each out says. */
  @Test
  void pointsTellTheStandardError() {
    var space = random(80, 6, 4);
    jackknife(space, s -> s.similarities().meanCosine());
    jackknife(space, s -> s.similarities().uniformity());
    jackknife(space, s -> s.spectrum().participationRatio());
    jackknife(space, s -> s.spectrum().firstShare());
    var golds = rotated(space);
    var pairs = new QueriesAndGolds(space, golds);
    checkError(
        pairs.gap(),
        i -> new QueriesAndGolds(without(space, i), without(golds, i)).gap().value(),
        .1);
  }

  private static void jackknife(Space space, Function<Space, Measure> measure) {
    checkError(measure.apply(space), i -> measure.apply(without(space, i)).value(), .15);
  }

  private static void checkError(Measure measure, Function<Integer, Double> leftOut, double share) {
    int n = measure.points().length;
    double told = Math.sqrt(variance(measure.points()) / n);
    double[] left = new double[n];
    for (int i = 0; i < n; i++) left[i] = leftOut.apply(i);
    double wanted = Math.sqrt(variance(left) * (n - 1) * (n - 1) / n);
    assertThat(Measure.meanOf(measure.points()).value())
        .isCloseTo(measure.value(), within(1e-6 + 1e-6 * Math.abs(measure.value())));
    assertThat(told).isCloseTo(wanted, within(share * wanted));
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }

  private static Space without(Space space, int point) {
    int width = space.unit().columns();
    var left = new Matrix(space.size() - 1, width);
    System.arraycopy(space.unit().values(), 0, left.values(), 0, point * width);
    System.arraycopy(
        space.unit().values(),
        (point + 1) * width,
        left.values(),
        point * width,
        (left.rows() - point) * width);
    return new Space(left);
  }

  private static double[][] kernel(Space space) {
    double[] x = space.centred();
    int width = space.unit().columns();
    double[][] kernel = new double[space.size()][space.size()];
    for (int a = 0; a < space.size(); a++)
      for (int b = 0; b < space.size(); b++)
        for (int i = 0; i < width; i++) kernel[a][b] += x[a * width + i] * x[b * width + i];
    return kernel;
  }

  private static double inner(double[][] a, double[][] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) for (int j = 0; j < a.length; j++) sum += a[i][j] * b[i][j];
    return sum;
  }

  /** In the plane of the first two coordinates, by 3-4-5. */
  private static Space rotated(Space space) {
    int width = space.unit().columns();
    var turned = new Matrix(space.size(), width, space.unit().values().clone());
    for (int p = 0; p < space.size(); p++) {
      float x = space.unit().at(p, 0);
      float y = space.unit().at(p, 1);
      turned.values()[p * width] = .6f * x - .8f * y;
      turned.values()[p * width + 1] = .8f * x + .6f * y;
    }
    return new Space(turned);
  }

  /** Off centre, and of unequal spread. */
  private static Space random(int points, int width, long seed) {
    var random = new SplittableRandom(seed);
    var matrix = new Matrix(points, width);
    for (int i = 0; i < matrix.values().length; i++)
      matrix.values()[i] =
          (float) (random.nextGaussian() / (1 + i % width) + (i % width == 1 ? .7 : 0));
    return Space.of(matrix);
  }

  private static Space space(int width, float... values) {
    return Space.of(new Matrix(values.length / width, width, values));
  }
}
