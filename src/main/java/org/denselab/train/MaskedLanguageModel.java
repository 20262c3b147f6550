package org.denselab.train;

import java.util.List;
import java.util.Map;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.graph.Parameter;

/**
 * Predicting masked tokens (Devlin et al. 2019). Only the masked tokens' hidden states reach the
 * head, and only they are seeds of the encoder's backward pass.
 */
public final class MaskedLanguageModel implements Objective, AutoCloseable {
  private final Executable encoder;
  private final MaskedSampler batches;
  private final MaskedHead head;
  private final Settings settings;

  /**
   * How the encoder is used.
   *
   * @param tap the last hidden state, {@code hidden.L}
   * @param dropout whether the program's dropout is active
   * @param seed of dropout's masks and of the head's initial weights
   */
  public record Settings(String tap, boolean dropout, long seed) {}

  /**
   * A model whose head is not trained yet.
   *
   * @param encoder reads and is seeded at {@code settings.tap()}
   * @param words the program's word embeddings, trainable
   * @param range standard deviation of the head's initial weights
   */
  public MaskedLanguageModel(
      Executable encoder, MaskedSampler batches, Parameter words, double range, Settings settings) {
    if (!words.trainable())
      throw new IllegalArgumentException(words.name() + " is frozen, yet its decoder would train");
    this.encoder = encoder;
    this.batches = batches;
    this.head = new MaskedHead(words, range, settings.seed());
    this.settings = settings;
  }

  /** Elements of the parameters that the head for such word embeddings brings along. */
  public static long ownElements(long vocabulary, long width) {
    return MaskedHead.elements(vocabulary, width);
  }

  @Override
  public Outcome accumulate(long draw, Gradients into) {
    var masked = batches.next();
    var noise =
        settings.dropout() ? new Batch.Noise(true, settings.seed(), draw, 0) : Batch.Noise.NONE;
    var batch = new Batch(masked.ids(), null, noise);
    Matrix hidden = encoder.forward(batch).get(settings.tap());
    var result = head.learn(gather(hidden, masked.positions()), masked.labels(), into);
    Matrix seed = scatter(result.hidden(), masked.positions(), hidden.rows());
    encoder.backward(batch, Map.of(settings.tap(), seed), into);
    return new Outcome(result.loss(), masked.names(), batch.tokens(), 0, 0);
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

  @Override
  public void close() {
    head.close();
  }
}
