package org.denselab.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Batches of texts in which tokens are to be predicted, drawn by seed, epoch and text. */
public sealed interface PredictionSampler permits MaskedSampler, CausalSampler {
  /**
   * Texts to predict from.
   *
   * @param ids token ids by sequence, as the encoder reads them
   * @param positions of the states that predict, counted through all sequences
   * @param labels the token that each of them is to predict
   */
  @SuppressWarnings("ArrayRecordComponent") // as large as a batch, never leaves the room
  record Predictions(List<String> names, int[][] ids, int[] positions, int[] labels) {
    /** Lengths of the sequences, ascending. */
    int[] lengths() {
      return Arrays.stream(ids).mapToInt(sequence -> sequence.length).sorted().toArray();
    }
  }

  Predictions next();

  /**
   * All windows of a text that is not trained on, once, a batch at a time. The same every time,
   * masks included.
   */
  Stream<Predictions> heldOut(TextWindows texts);

  /** Tokens of a batch, on average: how many steps a budget of tokens buys. */
  double meanTokens();

  Cursor cursor();

  void seek(Cursor to);

  /** Numbers of a text's windows, a batch at a time. */
  static Stream<int[]> batches(TextWindows texts, int batch) {
    return Stream.iterate(0, from -> from < texts.size(), from -> from + batch)
        .map(
            from -> {
              int[] rows = new int[Math.min(batch, texts.size() - from)];
              Arrays.setAll(rows, i -> from + i);
              return rows;
            });
  }
}
