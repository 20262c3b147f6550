package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import org.denselab.engine.Matrix;
import org.junit.jupiter.api.Test;

class TripletTest {
  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void equalsTheFormulaWhateverTheVectorsLengths() {
    // cosines with the query: 1, 0.6, 0.8, -1; the last of them is no concern of the row
    var q = new Matrix(1, 2, new float[] {3, 0});
    var p = new Matrix(4, 2, new float[] {2, 0, 3, 4, .8f, .6f, -1, 0});
    var result = Triplet.of(q, p, new int[] {2}, columns(0b0111), .2);
    // (1 - .8 + .2) and (.6 - .8 + .2 = 0), over two triplets
    assertThat(result.loss()).isCloseTo(.2, within(1e-7));
    assertThat(result.effectiveNegatives()).isEqualTo(2);
    assertThat(result.passages().at(3, 1)).isZero();
  }

  @Test
  void gradientsAreThoseOfTheLoss() {
    var queries = numbers(3, 5);
    var passages = numbers(6, 5);
    int[] positive = {2, 0, 4};
    BitSet[] columns = columns(0b111111, 0b010011, 0b110100);
    ToDoubleBiFunction<Matrix, Matrix> loss =
        (q, p) -> Triplet.of(q, p, positive, columns, .2).loss();
    var result = Triplet.of(queries, passages, positive, columns, .2);
    assertThat(result.loss()).isPositive();
    check(queries, result.queries(), moved -> loss.applyAsDouble(moved, passages));
    check(passages, result.passages(), moved -> loss.applyAsDouble(queries, moved));
  }

  @Test
  void nothingIsPulledWherePositivesAreAheadOrNegativesAreMissing() {
    var q = new Matrix(1, 2, new float[] {1, 0});
    var p = new Matrix(2, 2, new float[] {1, 0, 0, 1});
    for (long counted : new long[] {0b11, 0b01}) {
      var result = Triplet.of(q, p, new int[] {0}, columns(counted), .2);
      assertThat(result.loss()).isZero();
      assertThat(result.queries().values()).containsOnly(0);
      assertThat(result.passages().values()).containsOnly(0);
    }
  }

  @Test
  void notANumberIsNotHidden() {
    var q = new Matrix(1, 1, new float[] {Float.NaN});
    var p = new Matrix(2, 1, new float[] {1, 2});
    assertThat(Triplet.of(q, p, new int[] {0}, columns(0b11), .2).loss()).isNaN();
  }

  private static void check(
      Matrix at, Matrix gradient, java.util.function.ToDoubleFunction<Matrix> loss) {
    float h = 1e-3f;
    for (int i = 0; i < at.values().length; i++)
      assertThat((double) gradient.values()[i])
          .isCloseTo(
              (loss.applyAsDouble(moved(at, i, h)) - loss.applyAsDouble(moved(at, i, -h)))
                  / (2 * h),
              within(1e-3));
  }

  private static Matrix moved(Matrix matrix, int index, float by) {
    float[] values = matrix.values().clone();
    values[index] += by;
    return new Matrix(matrix.rows(), matrix.columns(), values);
  }

  private static BitSet[] columns(long... rows) {
    BitSet[] columns = new BitSet[rows.length];
    for (int i = 0; i < rows.length; i++) columns[i] = BitSet.valueOf(new long[] {rows[i]});
    return columns;
  }

  private Matrix numbers(int rows, int columns) {
    var matrix = new Matrix(rows, columns);
    for (int i = 0; i < matrix.values().length; i++)
      matrix.values()[i] = (float) (random.nextDouble() * 2 - 1);
    return matrix;
  }
}
