package org.denselab.train;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.denselab.base.Seeds;

/** Batches of texts with masked tokens, drawn by seed, epoch and text. */
public final class MaskedSampler {
  private final TextWindows texts;
  private final Frame frame;
  private final MaskSettings settings;
  private final Epochs epochs;

  /**
   * Texts to predict from.
   *
   * @param ids token ids with the masks in place
   * @param positions of the tokens to predict, counted through all sequences
   * @param labels what stood there
   */
  @SuppressWarnings("ArrayRecordComponent") // as large as a batch, never leaves the room
  record MaskedBatch(List<String> names, int[][] ids, int[] positions, int[] labels) {}

  public MaskedSampler(TextWindows texts, Frame frame, MaskSettings settings) {
    this.texts = texts;
    this.frame = frame;
    this.settings = settings;
    this.epochs = new Epochs(epoch -> texts.batches(settings.batch(), settings.seed(), epoch));
  }

  /** Tokens of a batch, on average: how many steps a budget of tokens buys. */
  public double meanTokens() {
    return settings.batch() * ((double) texts.tokens() / texts.size() + frame.size());
  }

  MaskedBatch next() {
    var draw = epochs.next();
    int[] rows = draw.rows();
    int[][] ids = new int[rows.length][];
    var positions = IntStream.builder();
    var labels = IntStream.builder();
    int offset = 0;
    for (int i = 0; i < rows.length; i++) {
      int[] text = texts.get(rows[i]);
      ids[i] = frame.around(text, 0, text.length);
      var random = Seeds.stream(settings.seed(), "mask", draw.epoch(), rows[i]);
      for (int place : chosen(text.length, random)) {
        int at = frame.before().length + place;
        positions.add(offset + at);
        labels.add(ids[i][at]);
        ids[i][at] = replacement(ids[i][at], random);
      }
      offset += ids[i].length;
    }
    var names = Arrays.stream(rows).mapToObj(row -> "text " + row).toList();
    return new MaskedBatch(names, ids, positions.build().toArray(), labels.build().toArray());
  }

  /** At least one place, so that a text is never read for nothing. */
  private int[] chosen(int length, SplittableRandom random) {
    int[] places =
        IntStream.range(0, length)
            .filter(i -> random.nextDouble() < settings.probability())
            .toArray();
    return places.length > 0 ? places : new int[] {random.nextInt(length)};
  }

  private int replacement(int token, SplittableRandom random) {
    double draw = random.nextDouble();
    if (draw < .8) return settings.maskToken();
    return draw < .9 ? random.nextInt(settings.vocabulary()) : token;
  }

  Cursor cursor() {
    return epochs.cursor();
  }

  void seek(Cursor to) {
    epochs.seek(to);
  }
}
