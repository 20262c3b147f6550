package org.denselab.engine;

import java.util.Map;
import java.util.OptionalLong;

/** A compiled program. */
public interface Executable extends AutoCloseable {
  /**
   * Runs the batch and returns the taps of the request. A tap of pooled vectors has one row a
   * sequence {@code [batch, width]}; a tap of token vectors one row a token, sequences one after
   * the other without padding {@code [tokens, width]}.
   */
  Map<String, Matrix> forward(Batch batch);

  /**
   * Differentiates sum over taps of (tap * seed) at {@code batch}, which need not have been passed
   * forward before. Adds the gradients of the trainable parameters to {@code into}.
   *
   * @param seeds a gradient for each seeded tap, in the shape {@code forward} returns
   * @return the gradients of the taps to differentiate
   */
  Map<String, Matrix> backward(Batch batch, Map<String, Matrix> seeds, Gradients into);

  /**
   * Gives the rows of embeddings without tables, for the passes to come: what {@code Program.after}
   * starts from.
   *
   * @param rows by the name of the embedding, in the shape {@code forward} returns
   */
  default void give(Map<String, Matrix> rows) {
    throw new UnsupportedOperationException("all embeddings have tables");
  }

  /**
   * Makes room for batches to come, given by the lengths of their sequences, where the engine plans
   * its memory: no batch that is no larger takes more.
   *
   * @return bytes beside parameters and gradients; empty where memory is taken as it is needed
   */
  default OptionalLong reserve(Iterable<int[]> batches) {
    return OptionalLong.empty();
  }

  @Override
  void close();
}
