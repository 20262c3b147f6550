package org.denselab.train;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.denselab.engine.Matrix;
import org.denselab.engine.Products;

/**
 * Cross entropy over the vocabulary with the word embeddings as decoder. Logits exist for one chunk
 * of the vocabulary at a time: once to find each row's log-sum-exp, once more for the gradients.
 */
final class TiedDecoder {
  private static final int CHUNK = 4096;
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> WIDE = DoubleVector.SPECIES_PREFERRED;

  private final Matrix rows;
  private final int[] labels;
  private final MemorySegment words;
  private final MemorySegment bias;
  private final int vocabulary;
  private final float[] logits;

  private TiedDecoder(Matrix rows, int[] labels, MemorySegment words, MemorySegment bias) {
    this.rows = rows;
    this.labels = labels;
    this.words = words;
    this.bias = bias;
    this.vocabulary = Math.toIntExact(bias.byteSize() / 4);
    this.logits = new float[rows.rows() * Math.min(CHUNK, vocabulary)];
  }

  /** Mean cross entropy, and its gradient at the rows. */
  record Result(double loss, Matrix gradient) {}

  /**
   * Adds the gradients of word embeddings and bias.
   *
   * @param rows [rows, width]
   * @param words [vocabulary, width], {@code bias} [vocabulary]
   */
  static Result crossEntropy(
      Matrix rows,
      int[] labels,
      MemorySegment words,
      MemorySegment bias,
      MemorySegment wordGradient,
      MemorySegment biasGradient) {
    var decoder = new TiedDecoder(rows, labels, words, bias);
    double[] logSums = new double[rows.rows()];
    double loss = decoder.logSumExp(logSums);
    var gradient = new Matrix(rows.rows(), rows.columns());
    decoder.backward(logSums, gradient, wordGradient, biasGradient);
    return new Result(loss, gradient);
  }

  private double logSumExp(double[] logSums) {
    double[] labelLogits = new double[labels.length];
    Arrays.fill(logSums, Double.NEGATIVE_INFINITY);
    for (int from = 0; from < vocabulary; from += CHUNK) {
      int size = chunk(from);
      int first = from;
      eachRow(
          row -> {
            int at = row * size;
            int label = labels[row] - first;
            if (label >= 0 && label < size) labelLogits[row] = logits[at + label];
            logSums[row] = merge(logSums[row], logSumExp(at, size));
          });
    }
    double loss = 0;
    for (int row = 0; row < labels.length; row++) loss += logSums[row] - labelLogits[row];
    return loss / labels.length;
  }

  private void backward(
      double[] logSums, Matrix gradient, MemorySegment wordGradient, MemorySegment biasGradient) {
    int width = rows.columns();
    int count = rows.rows();
    var hidden = MemorySegment.ofArray(rows.values());
    var into = MemorySegment.ofArray(gradient.values());
    for (int from = 0; from < vocabulary; from += CHUNK) {
      int size = chunk(from);
      int first = from;
      eachRow(
          row -> {
            int at = row * size;
            probabilities(at, size, (float) logSums[row], 1f / count);
            int label = labels[row] - first;
            if (label >= 0 && label < size) logits[at + label] -= 1f / count;
          });
      var seed = MemorySegment.ofArray(logits);
      var wordRows = words.asSlice(4L * from * width, 4L * size * width);
      Products.nn(seed, wordRows, into, count, width, size, from > 0);
      var wordInto = wordGradient.asSlice(4L * from * width, 4L * size * width);
      Products.tn(seed, hidden, wordInto, size, width, count, true);
      addColumns(size, biasGradient.asSlice(4L * from, 4L * size));
    }
  }

  /** Fills the logits of a chunk; returns its size. */
  private int chunk(int from) {
    int size = Math.min(CHUNK, vocabulary - from);
    int width = rows.columns();
    Products.nt(
        MemorySegment.ofArray(rows.values()),
        words.asSlice(4L * from * width, 4L * size * width),
        MemorySegment.ofArray(logits),
        rows.rows(),
        size,
        width,
        false);
    eachRow(
        row -> {
          for (int i = 0; i < size; i++)
            logits[row * size + i] += bias.getAtIndex(ValueLayout.JAVA_FLOAT, from + i);
        });
    return size;
  }

  private double logSumExp(int at, int size) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) max = Math.max(max, logits[at + i]);
    var even = DoubleVector.zero(WIDE);
    var odd = even;
    int i = 0;
    for (; i < SPECIES.loopBound(size); i += SPECIES.length()) {
      var terms = Exponential.of(FloatVector.fromArray(SPECIES, logits, at + i).sub(max));
      even = even.add(terms.convertShape(VectorOperators.F2D, WIDE, 0));
      odd = odd.add(terms.convertShape(VectorOperators.F2D, WIDE, 1));
    }
    double sum = 0;
    for (double lane : even.add(odd).toArray()) sum += lane; // reduceLanes promises no order
    for (; i < size; i++) sum += Math.exp(logits[at + i] - max);
    return max + Math.log(sum);
  }

  private void probabilities(int at, int size, float logSum, float scale) {
    int i = 0;
    for (; i < SPECIES.loopBound(size); i += SPECIES.length())
      Exponential.of(FloatVector.fromArray(SPECIES, logits, at + i).sub(logSum))
          .mul(scale)
          .intoArray(logits, at + i);
    for (; i < size; i++) logits[at + i] = (float) Math.exp(logits[at + i] - logSum) * scale;
  }

  private void addColumns(int size, MemorySegment into) {
    for (int row = 0; row < labels.length; row++) {
      int i = 0;
      for (; i < SPECIES.loopBound(size); i += SPECIES.length()) {
        var sum = FloatVector.fromMemorySegment(SPECIES, into, 4L * i, ByteOrder.nativeOrder());
        sum.add(FloatVector.fromArray(SPECIES, logits, row * size + i))
            .intoMemorySegment(into, 4L * i, ByteOrder.nativeOrder());
      }
      for (; i < size; i++) {
        float old = into.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        into.setAtIndex(ValueLayout.JAVA_FLOAT, i, old + logits[row * size + i]);
      }
    }
  }

  private void eachRow(IntConsumer body) {
    IntStream.range(0, labels.length).parallel().forEach(body);
  }

  private static double merge(double a, double b) {
    double max = Math.max(a, b);
    return max + Math.log(Math.exp(a - max) + Math.exp(b - max));
  }
}
