package org.denselab.graph;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Angles by which rotary position embedding turns pairs of dimensions at each step.
 *
 * @param inverse radians a position, a pair each ({@code inv_freq} in HuggingFace)
 */
public record RotaryFrequencies(List<Double> inverse) {
  public RotaryFrequencies {
    inverse = List.copyOf(inverse);
    if (inverse.isEmpty()) throw new IllegalArgumentException("rotary embedding needs a pair");
  }

  /**
   * {@code theta^(-2 i / rotatedWidth)}.
   *
   * @param rotatedWidth even; dimensions of a head that are turned
   */
  public static RotaryFrequencies of(double theta, int rotatedWidth) {
    if (rotatedWidth % 2 != 0)
      throw new IllegalArgumentException("rotary embedding of an odd width " + rotatedWidth);
    return new RotaryFrequencies(
        IntStream.range(0, rotatedWidth / 2)
            .mapToObj(i -> Math.pow(theta, -2.0 * i / rotatedWidth))
            .toList());
  }

  /** Positions divided by a factor (arXiv 2306.15595). */
  public RotaryFrequencies linear(double factor) {
    return map(f -> f / factor);
  }

  /**
   * Llama 3.1's scaling: slow turns are divided by the factor, fast ones kept, those between mixed.
   *
   * @param lowTurns turns within the original length below which a frequency is slow
   * @param highTurns turns above which it is fast
   * @param originalLength tokens that the model was first trained on
   */
  public RotaryFrequencies llama3(
      double factor, double lowTurns, double highTurns, int originalLength) {
    return map(
        f -> {
          double turns = originalLength * f / (2 * Math.PI);
          if (turns < lowTurns) return f / factor;
          if (turns > highTurns) return f;
          double smooth = (turns - lowTurns) / (highTurns - lowTurns);
          return (1 - smooth) * f / factor + smooth * f;
        });
  }

  private RotaryFrequencies map(DoubleUnaryOperator change) {
    return new RotaryFrequencies(inverse.stream().map(f -> change.applyAsDouble(f)).toList());
  }

  /** Turned pairs of dimensions a head. */
  public int pairs() {
    return inverse.size();
  }

  /** Radians by which dimension {@code i} of a head is turned at a position; 0 past the pairs. */
  public double angle(int i, int position) {
    return i < 2 * pairs() ? position * inverse.get(i % pairs()) : 0;
  }
}
