package org.denselab.train;

import java.util.List;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.graph.Parameter;

/** From hidden states to tokens. It lives for one pre-training. */
public sealed interface PredictionHead extends AutoCloseable permits MaskedHead, CausalHead {
  /** Those that the head brings along, trained with the program's. */
  List<Parameter> parameters();

  /**
   * Adds the gradients of the mean cross entropy, those of the word embeddings included.
   *
   * @param hidden states [rows, width]
   * @param labels the token of each row
   */
  Result learn(Matrix hidden, int[] labels, Gradients into);

  /** The mean cross entropy alone. */
  double loss(Matrix hidden, int[] labels);

  @Override
  void close();

  /** Mean loss, and its gradient at the hidden states [rows, width]. */
  record Result(double loss, Matrix hidden) {}
}
