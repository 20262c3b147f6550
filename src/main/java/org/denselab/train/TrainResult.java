package org.denselab.train;

/**
 * What a run did.
 *
 * @param losses the loss of each step, first step first, those before a resume included
 * @param steps made since the last resume; {@code tokens} and {@code seconds} likewise
 * @param tokens encoded in forward passes, padding not counted
 * @param effectiveNegatives mean number of negatives a row had
 * @param masked pairs of row and column left out as false negatives
 */
@SuppressWarnings("ArrayRecordComponent") // a curve to read
public record TrainResult(
    double[] losses,
    int steps,
    long tokens,
    double seconds,
    double effectiveNegatives,
    long masked) {

  public double tokensPerSecond() {
    return seconds > 0 ? tokens / seconds : 0;
  }
}
