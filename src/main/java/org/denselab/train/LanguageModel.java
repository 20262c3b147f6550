package org.denselab.train;

import java.util.List;
import java.util.Map;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.graph.Parameter;
import org.denselab.train.PredictionSampler.Predictions;

/**
 * Predicting tokens: those that were masked (Devlin et al. 2019), or those that come next. Only the
 * hidden states that predict reach the head, and only they are seeds of the encoder's backward
 * pass.
 */
public final class LanguageModel implements Objective {
  private final Executable encoder;
  private final PredictionSampler batches;
  private final PredictionHead head;
  private final Settings settings;

  /**
   * How the encoder is used.
   *
   * @param tap the last hidden state, {@code hidden.L}
   * @param dropout whether the program's dropout is active
   * @param seed of dropout's masks
   */
  public record Settings(String tap, boolean dropout, long seed) {}

  /**
   * What is known of tokens that are not trained on.
   *
   * @param loss mean cross entropy in nats
   */
  public record Score(double loss, long tokens) {
    public double perplexity() {
      return Math.exp(loss);
    }
  }

  /**
   * @param encoder reads and is seeded at {@code settings.tap()}
   * @param head closed by who made it
   */
  public LanguageModel(
      Executable encoder, PredictionSampler batches, PredictionHead head, Settings settings) {
    this.encoder = encoder;
    this.batches = batches;
    this.head = head;
    this.settings = settings;
  }

  @Override
  public Outcome accumulate(long draw, Gradients into) {
    var next = batches.next();
    var noise =
        settings.dropout() ? new Batch.Noise(true, settings.seed(), draw, 0) : Batch.Noise.NONE;
    var batch = new Batch(next.ids(), null, noise);
    Matrix hidden = encoder.forward(batch).get(settings.tap());
    var result = head.learn(gather(hidden, next.positions()), next.labels(), into);
    Matrix seed = scatter(result.hidden(), next.positions(), hidden.rows());
    encoder.backward(batch, Map.of(settings.tap(), seed), into);
    return new Outcome(result.loss(), next.names(), batch.tokens(), 0, 0);
  }

  /** How well text is predicted that is not trained on, without dropout. */
  public Score score(TextWindows texts) {
    double sum = 0;
    long tokens = 0;
    for (var held : (Iterable<Predictions>) batches.heldOut(texts)::iterator) {
      Matrix hidden = encoder.forward(Batch.of(held.ids())).get(settings.tap());
      int count = held.labels().length;
      sum += count * head.loss(gather(hidden, held.positions()), held.labels());
      tokens += count;
    }
    return new Score(sum / tokens, tokens);
  }

  private static Matrix gather(Matrix from, int[] rows) {
    int width = from.columns();
    var out = new Matrix(rows.length, width);
    for (int i = 0; i < rows.length; i++)
      System.arraycopy(from.values(), rows[i] * width, out.values(), i * width, width);
    return out;
  }

  private static Matrix scatter(Matrix from, int[] rows, int count) {
    int width = from.columns();
    var out = new Matrix(count, width);
    for (int i = 0; i < rows.length; i++)
      System.arraycopy(from.values(), i * width, out.values(), rows[i] * width, width);
    return out;
  }

  @Override
  public List<Parameter> ownParameters() {
    return head.parameters();
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
