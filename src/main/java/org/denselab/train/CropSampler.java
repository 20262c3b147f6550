package org.denselab.train;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.denselab.base.Seeds;

/**
 * Contrastive cropping: two independent crops of a text are query and positive, the other texts of
 * the batch are the negatives.
 */
public final class CropSampler implements BatchStream {
  private final TextWindows texts;
  private final Frame frame;
  private final CropSettings settings;
  private final Epochs epochs;

  public CropSampler(TextWindows texts, Frame frame, CropSettings settings) {
    this.texts = texts;
    this.frame = frame;
    this.settings = settings;
    this.epochs = new Epochs(epoch -> texts.batches(settings.batch(), settings.seed(), epoch));
  }

  /** Tokens of a batch, on average: how many steps a budget of tokens buys. */
  public double meanTokens() {
    double share = (settings.shortest() + settings.longest()) / 2 * (1 - settings.deletion());
    double crop = share * texts.tokens() / texts.size() + frame.size();
    return 2 * settings.batch() * crop;
  }

  @Override
  public ContrastiveBatch next() {
    var draw = epochs.next();
    int[] rows = draw.rows();
    int[][] queries = new int[rows.length][];
    int[][] passages = new int[rows.length][];
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      var random = Seeds.stream(settings.seed(), "crop", draw.epoch(), rows[i]);
      queries[i] = crop(texts.get(rows[i]), random);
      passages[i] = crop(texts.get(rows[i]), random);
      ids.add("text " + rows[i]);
    }
    int[] diagonal = IntStream.range(0, rows.length).toArray();
    BitSet[] columns = new BitSet[rows.length];
    for (int i = 0; i < rows.length; i++) {
      columns[i] = new BitSet();
      columns[i].set(0, rows.length);
    }
    int[][] own = IntStream.of(diagonal).mapToObj(i -> new int[] {i}).toArray(int[][]::new);
    return new ContrastiveBatch(ids, queries, passages, diagonal, columns, own, null, 0);
  }

  private int[] crop(int[] text, SplittableRandom random) {
    double share =
        settings.shortest() + random.nextDouble() * (settings.longest() - settings.shortest());
    int length = Math.clamp(Math.round(share * text.length), 1, text.length);
    int from = random.nextInt(text.length - length + 1);
    int[] kept =
        IntStream.range(from, from + length)
            .filter(i -> random.nextDouble() >= settings.deletion())
            .map(i -> text[i])
            .toArray();
    return kept.length > 0
        ? frame.around(kept, 0, kept.length)
        : frame.around(text, from, from + 1);
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
