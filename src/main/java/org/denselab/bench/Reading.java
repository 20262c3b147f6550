package org.denselab.bench;

import java.util.List;

/**
 * What an arm's process tells of itself when its steps are done.
 *
 * @param tokens of text in a step
 * @param flops of a step's products
 * @param peakBytes most resident memory, less what was resident once libraries were loaded
 * @param workspaceBytes as the engine counts them
 * @param limit what products reach by themselves
 * @param copyGigabytes that memory moves in a second
 */
public record Reading(
    double tokens,
    double flops,
    long peakBytes,
    long workspaceBytes,
    List<Limit> limit,
    double copyGigabytes) {
  /**
   * @param product its kind
   * @param count how many weights of the program meet it
   */
  public record Limit(String product, int tokens, int out, int in, int count, double gflops) {
    double flops() {
      return 2.0 * tokens * out * in * count;
    }
  }

  /** The most that one of the products reaches; 0 where none were measured. */
  public double fastestProduct() {
    return limit.stream().mapToDouble(Limit::gflops).max().orElse(0);
  }

  /**
   * Operations for each byte that the products read and write, factors and results once.
   *
   * @param element bytes of a number
   */
  public double intensity(int element) {
    double flops = 0;
    double numbers = 0;
    for (Limit l : limit) {
      flops += l.flops();
      double tokens = l.tokens();
      numbers += l.count() * (tokens * l.in() + tokens * l.out() + (double) l.in() * l.out());
    }
    return flops / numbers / element;
  }

  /**
   * Operations a second, in units of 1e9, were each weight's products as fast as the fastest of
   * them; 0 where none were measured.
   */
  double limitGflops() {
    double flops = 0;
    double seconds = 0;
    for (Limit l : limit) {
      double best =
          limit.stream()
              .filter(o -> o.out() == l.out() && o.in() == l.in())
              .mapToDouble(Limit::gflops)
              .max()
              .orElseThrow();
      flops += l.flops();
      seconds += l.flops() / best / 1e9;
    }
    return seconds == 0 ? 0 : flops / seconds / 1e9;
  }
}
