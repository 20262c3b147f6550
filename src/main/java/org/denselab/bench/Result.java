package org.denselab.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What became of an arm.
 *
 * @param steps those that count
 * @param ratio median over rounds of this arm's time to the first arm's, 1 for the first itself
 * @param others share of the processors' time that other processes took meanwhile
 */
public record Result(Arm arm, List<Step> steps, Reading reading, double ratio, double others) {
  static double ratio(List<Step> steps, List<Step> first) {
    double[] ratios =
        IntStream.range(0, steps.size())
            .mapToDouble(i -> steps.get(i).millis() / first.get(i).millis())
            .toArray();
    return quantile(ratios, 0.5);
  }

  /** Milliseconds that this share of the steps took at most. */
  double millis(double share) {
    return quantile(all(Step::millis), share);
  }

  /** Of all the process's threads, on average. */
  double cpuMillis() {
    return java.util.Arrays.stream(all(Step::cpuMillis)).average().orElse(0);
  }

  double heapBytes() {
    return quantile(all(s -> s.heapBytes()), 0.5);
  }

  double tokensPerSecond() {
    return reading.tokens() / millis(0.5) * 1000;
  }

  /** Operations a second, in units of 1e9. */
  public double gflops() {
    return reading.flops() / millis(0.5) / 1e6;
  }

  /** Of what its products would reach by themselves; 0 where those were not measured. */
  double shareOfLimit() {
    double limit = reading.limitGflops();
    return limit == 0 ? 0 : gflops() / limit;
  }

  private double[] all(ToDoubleFunction<Step> of) {
    return steps.stream().mapToDouble(of).toArray();
  }

  /** Between the two nearest, in proportion. */
  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    if (sorted.length == 0) return Double.NaN;
    double at = share * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }
}
