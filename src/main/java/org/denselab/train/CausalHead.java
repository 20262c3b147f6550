package org.denselab.train;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.denselab.base.BadInput;
import org.denselab.base.Seeds;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.graph.Parameter;
import org.denselab.weights.TensorSource;

/**
 * A decoder's head: the product of hidden states with a vector for each token, which is the word
 * embeddings themselves, or a matrix of its own under HuggingFace's names, with a bias where a
 * checkpoint has one (Phi).
 */
public final class CausalHead implements PredictionHead {
  private static final String WEIGHT = "lm_head.weight";
  private static final String BIAS = "lm_head.bias";

  private final Arena arena = Arena.ofShared();
  private final Parameter weight;
  private final Parameter bias;
  private final List<Parameter> own;

  /**
   * Predicts with the word embeddings.
   *
   * @param words [vocabulary, width], trainable
   */
  public CausalHead(Parameter words) {
    if (!words.trainable())
      throw new IllegalArgumentException(words.name() + " is frozen, yet its decoder would train");
    weight = words;
    bias = null;
    own = List.of();
  }

  /**
   * A matrix of its own, not trained yet.
   *
   * @param shape of the word embeddings, {@code [vocabulary, width]}
   * @param range standard deviation of its values
   */
  public CausalHead(long[] shape, double range, long seed) {
    weight = parameter(WEIGHT, shape);
    bias = null;
    own = List.of(weight);
    var random = Seeds.stream(seed, "initial " + WEIGHT);
    for (long i = 0; i < weight.elements(); i++)
      weight
          .values()
          .setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (range * random.nextGaussian()));
  }

  /** Whether a checkpoint has such a matrix. */
  public static boolean isIn(TensorSource checkpoint) {
    return checkpoint.names().contains(WEIGHT);
  }

  /**
   * The matrix of a checkpoint that has one.
   *
   * @param shape of the word embeddings
   * @throws BadInput where there is none, or one of another shape
   */
  public CausalHead(long[] shape, TensorSource checkpoint) {
    if (!isIn(checkpoint))
      throw new BadInput(
          checkpoint.origin() + " has no " + WEIGHT + "; write tie_word_embeddings: true");
    weight = parameter(WEIGHT, shape);
    boolean biased = checkpoint.names().contains(BIAS);
    bias = biased ? parameter(BIAS, shape[0]) : null;
    own = biased ? List.of(weight, bias) : List.of(weight);
    for (Parameter p : own) {
      var tensor = checkpoint.tensor(p.name());
      if (tensor.elements() != p.elements())
        throw new BadInput(checkpoint.origin() + ": " + p.name() + " fits no such vocabulary");
      tensor.copyTo(p.values());
    }
  }

  private Parameter parameter(String name, long... shape) {
    long elements = 1;
    for (long d : shape) elements *= d;
    return new Parameter(name, shape, arena.allocate(4 * elements, 64), true);
  }

  @Override
  public List<Parameter> parameters() {
    return own;
  }

  @Override
  public Result learn(Matrix hidden, int[] labels, Gradients into) {
    return TiedDecoder.crossEntropy(
        hidden,
        labels,
        weight.values(),
        biases(),
        into.of(weight.name()),
        bias == null ? MemorySegment.NULL : into.of(bias.name()));
  }

  @Override
  public double loss(Matrix hidden, int[] labels) {
    return TiedDecoder.loss(hidden, labels, weight.values(), biases());
  }

  private MemorySegment biases() {
    return bias == null ? MemorySegment.NULL : bias.values();
  }

  @Override
  public void close() {
    arena.close();
  }
}
