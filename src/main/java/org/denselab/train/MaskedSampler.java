package org.denselab.train;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.denselab.base.Seeds;

/** Batches of texts with masked tokens, drawn by seed, epoch and text. */
public final class MaskedSampler implements PredictionSampler {
  private final TextWindows texts;
  private final Frame frame;
  private final MaskSettings settings;
  private final Epochs epochs;

  public MaskedSampler(TextWindows texts, Frame frame, MaskSettings settings) {
    this.texts = texts;
    this.frame = frame;
    this.settings = settings;
    this.epochs = new Epochs(epoch -> texts.batches(settings.batch(), settings.seed(), epoch));
  }

  @Override
  public double meanTokens() {
    return settings.batch() * ((double) texts.tokens() / texts.size() + frame.size());
  }

  @Override
  public Predictions next() {
    var draw = epochs.next();
    return masked(
        texts, draw.rows(), row -> Seeds.stream(settings.seed(), "mask", draw.epoch(), row));
  }

  /** Masks of their own, whatever the seed of training: scores compare across seeds. */
  @Override
  public Stream<Predictions> heldOut(TextWindows held) {
    return PredictionSampler.batches(held, settings.batch())
        .map(rows -> masked(held, rows, row -> Seeds.stream(0, "mask held out", row)));
  }

  private Predictions masked(TextWindows from, int[] rows, IntFunction<SplittableRandom> randomOf) {
    int[][] ids = new int[rows.length][];
    var positions = IntStream.builder();
    var labels = IntStream.builder();
    int offset = 0;
    for (int i = 0; i < rows.length; i++) {
      int[] text = from.get(rows[i]);
      ids[i] = frame.around(text, 0, text.length);
      var random = randomOf.apply(rows[i]);
      for (int place : chosen(text.length, random)) {
        int at = frame.before().length + place;
        positions.add(offset + at);
        labels.add(ids[i][at]);
        ids[i][at] = replacement(ids[i][at], random);
      }
      offset += ids[i].length;
    }
    var names = Arrays.stream(rows).mapToObj(row -> "text " + row).toList();
    return new Predictions(names, ids, positions.build().toArray(), labels.build().toArray());
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

  @Override
  public Cursor cursor() {
    return epochs.cursor();
  }

  @Override
  public void seek(Cursor to) {
    epochs.seek(to);
  }
}
