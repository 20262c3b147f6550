package org.denselab.train;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;
import org.denselab.base.Seeds;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Products;
import org.denselab.graph.Parameter;

/**
 * BERT's prediction head: dense, GELU, LayerNorm, then a decoder tied to the word embeddings, with
 * a bias of its own. It lives for one pre-training; its parameters have HuggingFace's names.
 */
public final class MaskedHead implements PredictionHead {
  private static final String NAME = "cls.predictions.";
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  private final Arena arena = Arena.ofShared();
  private final int width;
  private final Parameter words;
  private final Parameter weight;
  private final Parameter bias;
  private final Parameter gain;
  private final Parameter shift;
  private final Parameter decoderBias;

  /**
   * A head whose weights were not trained yet.
   *
   * @param words the word embeddings [vocabulary, width]
   * @param range standard deviation of the initial weights
   * @param wordRange that of the word embeddings: where it is large, as T5's, what meets them
   *     starts smaller, so that no logit starts large (Raffel et al. 2020 scale by width^-.5)
   */
  public MaskedHead(Parameter words, double range, double wordRange, long seed) {
    if (!words.trainable())
      throw new IllegalArgumentException(words.name() + " is frozen, yet its decoder would train");
    this.words = words;
    this.width = Math.toIntExact(words.shape()[1]);
    weight = parameter("transform.dense.weight", width, width);
    bias = parameter("transform.dense.bias", width);
    gain = parameter("transform.LayerNorm.weight", width);
    shift = parameter("transform.LayerNorm.bias", width);
    decoderBias = parameter("bias", words.shape()[0]);
    var random = Seeds.stream(seed, "initial " + weight.name());
    for (long i = 0; i < weight.elements(); i++)
      weight.values().setAtIndex(FLOAT, i, (float) (range * random.nextGaussian()));
    float start = (float) Math.min(1, 1 / (wordRange * Math.sqrt(width)));
    for (long i = 0; i < width; i++) gain.values().setAtIndex(FLOAT, i, start);
  }

  /** Elements of the parameters that the head brings along. */
  public static long elements(long vocabulary, long width) {
    return width * width + 3 * width + vocabulary;
  }

  private Parameter parameter(String name, long... shape) {
    long elements = 1;
    for (long d : shape) elements *= d;
    return new Parameter(NAME + name, shape, arena.allocate(4 * elements, 64), true);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias, gain, shift, decoderBias);
  }

  /** The head before the decoder, kept by row for the way back. */
  @SuppressWarnings("ArrayRecordComponent") // lives for one pass
  private record Transformed(RowTransform[] by, float[] gains, Matrix rows) {}

  private Transformed transform(Matrix hidden) {
    int rows = hidden.rows();
    var x = MemorySegment.ofArray(hidden.values());
    float[] dense = new float[rows * width];
    Products.nt(x, weight.values(), MemorySegment.ofArray(dense), rows, width, width, false);
    float[] biases = bias.values().toArray(FLOAT);
    float[] gains = gain.values().toArray(FLOAT);
    float[] shifts = shift.values().toArray(FLOAT);
    var transforms = new RowTransform[rows];
    var transformed = new Matrix(rows, width);
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            row -> {
              transforms[row] = new RowTransform(dense, row * width, biases);
              transforms[row].normalise(gains, shifts, transformed.values(), row * width);
            });
    return new Transformed(transforms, gains, transformed);
  }

  @Override
  public double loss(Matrix hidden, int[] labels) {
    return TiedDecoder.loss(transform(hidden).rows(), labels, words.values(), decoderBias.values());
  }

  @Override
  public Result learn(Matrix hidden, int[] labels, Gradients into) {
    int rows = hidden.rows();
    var transformed = transform(hidden);
    var decoded =
        TiedDecoder.crossEntropy(
            transformed.rows(),
            labels,
            words.values(),
            decoderBias.values(),
            into.of(words.name()),
            into.of(decoderBias.name()));
    var outer = new RowTransform.Sums(width);
    float[] gradient = decoded.hidden().values();
    for (int row = 0; row < rows; row++)
      transformed.by()[row].backward(gradient, row * width, transformed.gains(), outer);
    outer.addTo(into.of(gain.name()), into.of(shift.name()), into.of(bias.name()));
    var dx = new Matrix(rows, width);
    var seed = MemorySegment.ofArray(gradient);
    var x = MemorySegment.ofArray(hidden.values());
    Products.tn(seed, x, into.of(weight.name()), width, width, rows, true);
    Products.nn(
        seed, weight.values(), MemorySegment.ofArray(dx.values()), rows, width, width, false);
    return new Result(decoded.loss(), dx);
  }

  @Override
  public void close() {
    arena.close();
  }
}
