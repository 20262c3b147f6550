package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import org.denselab.engine.Matrix;
import org.junit.jupiter.api.Test;

class InfoNCETest {
  private static final int[] POSITIVE = {2, 0, 4};
  private final SplittableRandom random = new SplittableRandom(42);
  private final Matrix queries = numbers(3, 5);
  private final Matrix passages = numbers(6, 5);

  @Test
  void equalsTheFormula() {
    var q = new Matrix(1, 1, new float[] {2});
    var p = new Matrix(3, 1, new float[] {1, -1, 5});
    var result = InfoNCE.of(q, p, new int[] {0}, columns(0b011), .5);
    assertThat(result.loss()).isCloseTo(Math.log(1 + Math.exp(-8)), within(1e-12));
    assertThat(result.effectiveNegatives()).isEqualTo(1);
    assertThat(result.passages().at(2, 0)).as("a masked column gets no gradient").isZero();
  }

  @Test
  void gradientsAreThoseOfTheLoss() {
    BitSet[] columns = columns(0b111111, 0b010011, 0b110100);
    var result = InfoNCE.of(queries, passages, POSITIVE, columns, .3);
    assertThat(result.effectiveNegatives()).isCloseTo((5 + 2 + 2) / 3.0, within(1e-12));
    ToDoubleBiFunction<Matrix, Matrix> loss =
        (q, p) -> InfoNCE.of(q, p, POSITIVE, columns, .3).loss();
    checkGradients(loss, result);
  }

  @Test
  void distillationIsZeroAtTheTeacherAndItsGradientsAreRight() {
    int[][] own = {{2, 1}, {0, 3, 5}, {4}};
    double[][] teacher = {{3, 1}, {.5, 2, -1}, {7}};
    var result = Distillation.of(queries, passages, own, teacher, .3);
    assertThat(result.loss()).isPositive();
    checkGradients((q, p) -> Distillation.of(q, p, own, teacher, .3).loss(), result);
    double[][] same = new double[3][];
    for (int row = 0; row < 3; row++) {
      same[row] = new double[own[row].length];
      for (int i = 0; i < own[row].length; i++)
        for (int j = 0; j < 5; j++)
          same[row][i] += (double) queries.at(row, j) * passages.at(own[row][i], j) / .3;
    }
    assertThat(Distillation.of(queries, passages, own, same, .3).loss()).isCloseTo(0, within(1e-9));
  }

  @Test
  void largeScoresNeitherOverflowNorVanish() {
    var q = new Matrix(1, 1, new float[] {1000});
    var p = new Matrix(2, 1, new float[] {1, 2});
    var result = InfoNCE.of(q, p, new int[] {0}, columns(0b11), .01);
    assertThat(result.loss()).isCloseTo(1e5, within(1e-6));
  }

  @Test
  void notANumberIsNotHidden() {
    var q = new Matrix(1, 1, new float[] {Float.NaN});
    var p = new Matrix(2, 1, new float[] {1, 2});
    assertThat(InfoNCE.of(q, p, new int[] {0}, columns(0b11), 1).loss()).isNaN();
  }

  @Test
  void aRowWhosePositiveDoesNotCountIsAMistake() {
    assertThatThrownBy(() -> InfoNCE.of(queries, passages, POSITIVE, columns(1, 1, 1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 0");
  }

  private void checkGradients(ToDoubleBiFunction<Matrix, Matrix> loss, InfoNCE.Result result) {
    float h = 1e-3f;
    for (int i = 0; i < queries.values().length; i++)
      assertThat((double) result.queries().values()[i])
          .isCloseTo(
              (loss.applyAsDouble(moved(queries, i, h), passages)
                      - loss.applyAsDouble(moved(queries, i, -h), passages))
                  / (2 * h),
              within(1e-3));
    for (int i = 0; i < passages.values().length; i++)
      assertThat((double) result.passages().values()[i])
          .isCloseTo(
              (loss.applyAsDouble(queries, moved(passages, i, h))
                      - loss.applyAsDouble(queries, moved(passages, i, -h)))
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
