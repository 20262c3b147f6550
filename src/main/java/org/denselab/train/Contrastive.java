package org.denselab.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;

/**
 * Contrastive learning with one encoder for queries and passages: {@link InfoNCE} or {@link
 * Triplet}, and {@link Distillation} on top where batches carry a teacher's scores.
 */
public final class Contrastive implements Objective {
  private final Executable encoder;
  private final BatchStream batches;
  private final ContrastiveSettings settings;

  /**
   * @param encoder reads and is seeded at {@code settings.tap()}
   */
  public Contrastive(Executable encoder, BatchStream batches, ContrastiveSettings settings) {
    this.encoder = encoder;
    this.batches = batches;
    this.settings = settings;
  }

  @Override
  public Outcome accumulate(long draw, Gradients into) {
    ContrastiveBatch batch = batches.next();
    var noise =
        settings.dropout() ? new Batch.Noise(true, settings.seed(), draw, 0) : Batch.Noise.NONE;
    var sequences = new Sequences(batch.queries(), batch.passages(), settings.microBatch(), noise);
    for (var chunk : sequences.chunks())
      sequences.keep(chunk, encoder.forward(chunk.batch()).get(settings.tap()));
    var losses = losses(batch, sequences.queries(), sequences.passages());
    // Last chunk first: an engine that remembers its last forward pass need not repeat it.
    for (var chunk : sequences.chunks().reversed())
      encoder.backward(chunk.batch(), Map.of(settings.tap(), sequences.seed(chunk, losses)), into);
    double loss = losses.stream().mapToDouble(InfoNCE.Result::loss).sum();
    double negatives = losses.getFirst().effectiveNegatives();
    return new Outcome(loss, batch.ids(), sequences.tokens(), negatives, batch.masked());
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
