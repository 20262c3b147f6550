package org.denselab.train;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.commons.numbers.gamma.Erf;

/** One row through {@code LayerNorm(GELU(dense + bias))} and back, in fp64. */
final class RowTransform {
  private static final double EPSILON = 1e-12;

  private final int width;
  private final double[] input;
  private final double[] normalised;
  private double inverse;

  /** Takes the row of width {@code bias.length} at {@code offset}. */
  RowTransform(float[] dense, int offset, float[] bias) {
    width = bias.length;
    input = new double[width];
    normalised = new double[width];
    for (int i = 0; i < width; i++) input[i] = (double) dense[offset + i] + bias[i];
  }

  void normalise(float[] gain, float[] shift, float[] out, int offset) {
    double mean = 0;
    for (int i = 0; i < width; i++) {
      normalised[i] = input[i] * cumulative(input[i]);
      mean += normalised[i] / width;
    }
    double variance = 0;
    for (double value : normalised) variance += (value - mean) * (value - mean) / width;
    inverse = 1 / Math.sqrt(variance + EPSILON);
    for (int i = 0; i < width; i++) {
      normalised[i] = (normalised[i] - mean) * inverse;
      out[offset + i] = (float) (normalised[i] * gain[i] + shift[i]);
    }
  }

  /** Replaces the gradient of the result, in place, by that of the dense product. */
  void backward(float[] gradient, int offset, float[] gain, Sums sums) {
    double mean = 0;
    double projected = 0;
    for (int i = 0; i < width; i++) {
      double g = gradient[offset + i];
      sums.gain[i] += g * normalised[i];
      sums.shift[i] += g;
      mean += g * gain[i] / width;
      projected += g * gain[i] * normalised[i] / width;
    }
    for (int i = 0; i < width; i++) {
      double g = (gradient[offset + i] * gain[i] - mean - normalised[i] * projected) * inverse;
      double x = input[i];
      double slope = cumulative(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      gradient[offset + i] = (float) (g * slope);
      sums.bias[i] += g * slope;
    }
  }

  private static double cumulative(double x) {
    return .5 * (1 + Erf.value(x / Math.sqrt(2)));
  }

  /** Gradients that all rows share, summed in row order. */
  static final class Sums {
    private final double[] gain;
    private final double[] shift;
    private final double[] bias;

    Sums(int width) {
      gain = new double[width];
      shift = new double[width];
      bias = new double[width];
    }

    void addTo(
        MemorySegment gainGradient, MemorySegment shiftGradient, MemorySegment biasGradient) {
      add(gain, gainGradient);
      add(shift, shiftGradient);
      add(bias, biasGradient);
    }

    private static void add(double[] values, MemorySegment to) {
      for (int i = 0; i < values.length; i++) {
        float old = to.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        to.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (old + values[i]));
      }
    }
  }
}
