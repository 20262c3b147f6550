package org.denselab.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Batches of texts in which every token after the first is predicted from those before it. A window
 * that ends its paragraph ends with the frame's last token, which is predicted too; one that was
 * cut off ends in mid-sentence.
 */
public final class CausalSampler implements PredictionSampler {
  private final TextWindows texts;
  private final Frame frame;
  private final int batch;
  private final Epochs epochs;

  public CausalSampler(TextWindows texts, Frame frame, int batch, long seed) {
    this.texts = texts;
    this.frame = frame;
    this.batch = batch;
    this.epochs = new Epochs(epoch -> texts.batches(batch, seed, epoch));
  }

  @Override
  public double meanTokens() {
    return batch * ((double) texts.tokens() / texts.size() + frame.size());
  }

  @Override
  public Predictions next() {
    return predictions(texts, epochs.next().rows());
  }

  @Override
  public Stream<Predictions> heldOut(TextWindows held) {
    return PredictionSampler.batches(held, batch).map(rows -> predictions(held, rows));
  }

  /** All windows of a text as they are predicted, for models that count. */
  public List<int[]> sequences(TextWindows from) {
    return IntStream.range(0, from.size()).mapToObj(row -> sequence(from, row)).toList();
  }

  private int[] sequence(TextWindows from, int row) {
    int[] window = from.get(row);
    int[] framed = frame.around(window, 0, window.length);
    return from.endsParagraph(row)
        ? framed
        : Arrays.copyOf(framed, framed.length - frame.after().length);
  }

  private Predictions predictions(TextWindows from, int[] rows) {
    int[][] ids = new int[rows.length][];
    var positions = IntStream.builder();
    var labels = IntStream.builder();
    int offset = 0;
    for (int i = 0; i < rows.length; i++) {
      ids[i] = sequence(from, rows[i]);
      for (int at = 1; at < ids[i].length; at++) {
        positions.add(offset + at - 1);
        labels.add(ids[i][at]);
      }
      offset += ids[i].length;
    }
    var names = Arrays.stream(rows).mapToObj(row -> "text " + row).toList();
    return new Predictions(names, ids, positions.build().toArray(), labels.build().toArray());
  }

  @Override
  public Cursor cursor() {
    return epochs.cursor();
  }

  @Override
  public void seek(Cursor to) {
    epochs.seek(to);
  }
}
