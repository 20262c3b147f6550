package org.denselab.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;

/**
 * Contrastive learning with one encoder for queries and passages, or one for each: {@link InfoNCE}
 * or {@link Triplet}, and {@link Distillation} on top where batches carry a teacher's scores.
 */
public final class Contrastive implements Objective {
  private static final int[][] NONE = {};

  private final Tower queries;
  private final Tower passages;
  private final BatchStream batches;
  private final ContrastiveSettings settings;

  /**
   * @param encoder reads and is seeded at {@code settings.tap()}
   */
  public Contrastive(Executable encoder, BatchStream batches, ContrastiveSettings settings) {
    this(new Tower(encoder, ""), new Tower(encoder, ""), batches, settings);
  }

  /**
   * @param queries and {@code passages}: the same encoder, or two that share nothing
   */
  public Contrastive(
      Tower queries, Tower passages, BatchStream batches, ContrastiveSettings settings) {
    this.queries = queries;
    this.passages = passages;
    this.batches = batches;
    this.settings = settings;
  }

  /**
   * An encoder that learns.
   *
   * @param encoder reads and is seeded at the settings' tap
   * @param prefix stands before the names of its parameters among those that are trained
   */
  public record Tower(Executable encoder, String prefix) {}

  /** What one encoder does with a batch. */
  private record Pass(Tower tower, Sequences sequences) {
    void forward(String tap) {
      for (var chunk : sequences.chunks())
        sequences.keep(chunk, tower.encoder().forward(chunk.batch()).get(tap));
    }

    /** Last chunk first: an engine that remembers its last forward pass need not repeat it. */
    void backward(String tap, List<InfoNCE.Result> losses, Gradients into) {
      Gradients own = into.under(tower.prefix());
      for (var chunk : sequences.chunks().reversed())
        tower.encoder().backward(chunk.batch(), Map.of(tap, sequences.seed(chunk, losses)), own);
    }
  }

  @Override
  public Outcome accumulate(long draw, Gradients into) {
    ContrastiveBatch batch = batches.next();
    var noise =
        settings.dropout() ? new Batch.Noise(true, settings.seed(), draw, 0) : Batch.Noise.NONE;
    List<Pass> passes = passes(batch, noise);
    for (Pass pass : passes) pass.forward(settings.tap());
    var losses =
        losses(
            batch,
            passes.getFirst().sequences().queries(),
            passes.getLast().sequences().passages());
    for (Pass pass : passes.reversed()) pass.backward(settings.tap(), losses, into);
    double loss = losses.stream().mapToDouble(InfoNCE.Result::loss).sum();
    double negatives = losses.getFirst().effectiveNegatives();
    long tokens = passes.stream().mapToLong(pass -> pass.sequences().tokens()).sum();
    return new Outcome(loss, batch.ids(), tokens, negatives, batch.masked());
  }

  /** One pass over all sequences, or the queries' and the passages'. */
  private List<Pass> passes(ContrastiveBatch batch, Batch.Noise noise) {
    int parts = settings.microBatch();
    int[] pooled = batch.pooledFrom();
    int rows = batch.rows();
    if (queries.encoder() == passages.encoder())
      return List.of(
          new Pass(
              queries, new Sequences(batch.queries(), batch.passages(), pooled, parts, noise)));
    var after = new Batch.Noise(noise.active(), noise.seed(), noise.step(), rows);
    int[] ofQueries = Arrays.copyOf(pooled, rows);
    int[] ofPassages = Arrays.copyOfRange(pooled, rows, pooled.length);
    return List.of(
        new Pass(queries, new Sequences(batch.queries(), NONE, ofQueries, parts, noise)),
        new Pass(passages, new Sequences(NONE, batch.passages(), ofPassages, parts, after)));
  }

  private List<InfoNCE.Result> losses(ContrastiveBatch batch, Matrix queries, Matrix passages) {
    var losses = new ArrayList<InfoNCE.Result>();
    double temperature = settings.loss().temperature();
    losses.add(
        switch (settings.loss()) {
          case ContrastiveLoss.CrossEntropy _ ->
              InfoNCE.of(queries, passages, batch.positive(), batch.columns(), temperature);
          case ContrastiveLoss.Margin(double margin, _) ->
              Triplet.of(queries, passages, batch.positive(), batch.columns(), margin);
        });
    if (batch.teacher() != null)
      losses.add(Distillation.of(queries, passages, batch.own(), batch.teacher(), temperature));
    return losses;
  }

  @Override
  public Cursor cursor() {
    return batches.cursor();
  }

  @Override
  public void seek(Cursor cursor) {
    batches.seek(cursor);
  }
}
