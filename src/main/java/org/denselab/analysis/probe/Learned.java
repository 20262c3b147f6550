package org.denselab.analysis.probe;

/**
 * What a probe learned in one layer.
 *
 * @param correct an item: whether the positive was chosen, by the probe that was not trained on it;
 *     a share where several candidates have the highest score
 * @param training accuracy on what the probes were trained on, a mean over folds
 * @param converged whether training came to its end in every fold
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Learned(double[] correct, double training, boolean converged) {
  public double accuracy() {
    double sum = 0;
    for (double one : correct) sum += one;
    return sum / correct.length;
  }
}
