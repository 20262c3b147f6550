package org.denselab.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.base.Seeds;
import org.denselab.text.TokenizedText;

/**
 * Batches of a training set. What is drawn for a query depends on (seed, epoch, query) alone, so
 * that two runs that share a task share its batches, whatever else they train on.
 */
public final class ExampleSampler implements BatchStream {
  private final TrainingSet set;
  private final SamplerSettings settings;
  private final Epochs epochs;

  /**
   * Starts with the first epoch.
   *
   * @throws BadInput when no whole batch can be formed and partial ones are dropped
   */
  public ExampleSampler(TrainingSet set, SamplerSettings settings) {
    this.set = set;
    this.settings = settings;
    boolean drop = settings.lastBatch() == SamplerSettings.LastBatch.DROP;
    if (set.anchors() < (drop ? settings.batch() : 1))
      throw new BadInput(
          ("a batch of %d distinct queries cannot be formed from the %d there are;"
                  + " lower train.batch, or keep the last batch")
              .formatted(settings.batch(), set.anchors()));
    this.epochs = new Epochs(this::epoch);
  }

  private List<int[]> epoch(long epoch) {
    var all =
        EpochOrder.batches(
            set.size(),
            settings.batch(),
            row -> set.row(row).anchor(),
            row -> set.passage(positive(set.row(row), epoch)).tokens().length(),
            settings.seed(),
            epoch);
    if (settings.lastBatch() == SamplerSettings.LastBatch.KEEP) return all;
    return all.stream().filter(batch -> batch.length == settings.batch()).toList();
  }

  /** Batches of the first epoch: how many steps go once over the data. */
  public int batchesAnEpoch() {
    return epoch(0).size();
  }

  @Override
  public ContrastiveBatch next() {
    var draw = epochs.next();
    return assemble(draw.rows(), draw.epoch());
  }

  @Override
  public Cursor cursor() {
    return epochs.cursor();
  }

  @Override
  public void seek(Cursor to) {
    epochs.seek(to);
  }

  private ContrastiveBatch assemble(int[] indices, long epoch) {
    int size = indices.length;
    var rows = new ArrayList<TrainingSet.Row>();
    Map<Integer, Integer> columnOf = new LinkedHashMap<>();
    int[][] own = new int[size][];
    double[][] teacher = set.row(indices[0]).teacher().length > 0 ? new double[size][] : null;
    for (int r = 0; r < size; r++) {
      var row = set.row(indices[r]);
      rows.add(row);
      int[] drawn = draw(row, epoch);
      own[r] = new int[drawn.length];
      if (teacher != null) teacher[r] = new double[drawn.length];
      for (int i = 0; i < drawn.length; i++) {
        int passage = passage(row, drawn[i]);
        own[r][i] = columnOf.computeIfAbsent(passage, p -> columnOf.size());
        if (teacher != null) teacher[r][i] = row.teacher()[drawn[i]];
      }
    }
    int[] numbers = columnOf.keySet().stream().mapToInt(p -> p).toArray();
    var masks = new ColumnMasks(set, settings, rows, numbers, own);
    List<TokenizedText> queries = rows.stream().map(row -> query(row, epoch)).toList();
    List<TokenizedText> passages =
        Arrays.stream(numbers).mapToObj(p -> set.passage(p).tokens()).toList();
    return new ContrastiveBatch(
        rows.stream().map(TrainingSet.Row::id).toList(),
        queries.stream().map(TokenizedText::ids).toArray(int[][]::new),
        passages.stream().map(TokenizedText::ids).toArray(int[][]::new),
        Arrays.stream(own).mapToInt(columns -> columns[0]).toArray(),
        masks.columns(),
        own,
        teacher,
        masks.masked(),
        Stream.concat(queries.stream(), passages.stream())
            .mapToInt(TokenizedText::pooledFrom)
            .toArray());
  }

  private TokenizedText query(TrainingSet.Row row, long epoch) {
    int ways = row.queries().size();
    int way =
        ways == 1
            ? 0
            : Seeds.stream(settings.seed(), "instruction", epoch, row.draw()).nextInt(ways);
    return row.queries().get(way);
  }

  /** Numbers within the row's passages, positives first: one positive, then the negatives. */
  private int[] draw(TrainingSet.Row row, long epoch) {
    int available = row.negatives().length;
    int[] drawn = new int[1 + Math.min(settings.negatives(), available)];
    drawn[0] = positiveIndex(row, epoch);
    int[] order =
        EpochOrder.shuffled(
            available, Seeds.stream(settings.seed(), "negatives", epoch, row.draw()));
    for (int i = 1; i < drawn.length; i++) drawn[i] = row.positives().length + order[i - 1];
    return drawn;
  }

  private int positiveIndex(TrainingSet.Row row, long epoch) {
    return Seeds.stream(settings.seed(), "positive", epoch, row.draw())
        .nextInt(row.positives().length);
  }

  private int positive(TrainingSet.Row row, long epoch) {
    return row.positives()[positiveIndex(row, epoch)];
  }

  private static int passage(TrainingSet.Row row, int drawn) {
    int positives = row.positives().length;
    return drawn < positives ? row.positives()[drawn] : row.negatives()[drawn - positives];
  }
}
