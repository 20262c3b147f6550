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
 * Cross entropy over the vocabulary with a vector for each token as decoder. Logits exist for a few
 * rows and one chunk of the vocabulary at a time: once to find each row's log-sum-exp, and, where
 * the vocabulary is larger than a chunk, once more for the gradients.
 */
final class TiedDecoder {
  private static final int ROWS = 512;
  private static final int CHUNK = 8192;
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
    this.vocabulary = Math.toIntExact(words.byteSize() / 4 / rows.columns());
    this.logits = new float[Math.min(ROWS, labels.length) * Math.min(CHUNK, vocabulary)];
  }

  /**
   * Mean cross entropy and its gradient at the rows; adds those of word vectors and bias.
   *
   * @param rows [rows, width]
   * @param words [vocabulary, width], {@code bias} [vocabulary] or NULL for none
   */
  static PredictionHead.Result crossEntropy(
      Matrix rows,
      int[] labels,
      MemorySegment words,
      MemorySegment bias,
      MemorySegment wordGradient,
      MemorySegment biasGradient) {
    var decoder = new TiedDecoder(rows, labels, words, bias);
    var gradient = new Matrix(rows.rows(), rows.columns());
    double loss = 0;
    for (int from = 0; from < labels.length; from += ROWS) {
      var block = decoder.new Block(from, Math.min(ROWS, labels.length - from));
      loss += block.loss();
      block.backward(gradient, wordGradient, biasGradient);
    }
    return new PredictionHead.Result(loss / labels.length, gradient);
  }

  /** Mean cross entropy. */
  static double loss(Matrix rows, int[] labels, MemorySegment words, MemorySegment bias) {
    var decoder = new TiedDecoder(rows, labels, words, bias);
    double loss = 0;
    for (int from = 0; from < labels.length; from += ROWS)
      loss += decoder.new Block(from, Math.min(ROWS, labels.length - from)).loss();
    return loss / labels.length;
  }

  /** Some of the rows. */
  private final class Block {
    private final int start;
    private final int count;
    private final MemorySegment hidden;
    private final double[] logSums;

    Block(int start, int count) {
      this.start = start;
      this.count = count;
      int width = rows.columns();
      hidden = slice(rows.values(), start * width, count * width);
      logSums = new double[count];
    }

    /** Summed over the rows. */
    double loss() {
      double[] labelLogits = new double[count];
      Arrays.fill(logSums, Double.NEGATIVE_INFINITY);
      for (int from = 0; from < vocabulary; from += CHUNK) {
        int size = fill(from);
        int first = from;
        eachRow(
            row -> {
              int at = row * size;
              int label = labels[start + row] - first;
              if (label >= 0 && label < size) labelLogits[row] = logits[at + label];
              logSums[row] = merge(logSums[row], logSumExp(at, size));
            });
      }
      double loss = 0;
      for (int row = 0; row < count; row++) loss += logSums[row] - labelLogits[row];
      return loss;
    }

    /** After {@link #loss}. */
    void backward(Matrix gradient, MemorySegment wordGradient, MemorySegment biasGradient) {
      int width = rows.columns();
      var into = slice(gradient.values(), start * width, count * width);
      float share = 1f / labels.length;
      for (int from = 0; from < vocabulary; from += CHUNK) {
        int size = vocabulary <= CHUNK ? vocabulary : fill(from);
        int first = from;
        eachRow(
            row -> {
              int at = row * size;
              probabilities(at, size, (float) logSums[row], share);
              int label = labels[start + row] - first;
              if (label >= 0 && label < size) logits[at + label] -= share;
            });
        var seed = slice(logits, 0, count * size);
        var wordRows = words.asSlice(4L * from * width, 4L * size * width);
        Products.nn(seed, wordRows, into, count, width, size, from > 0);
        var wordInto = wordGradient.asSlice(4L * from * width, 4L * size * width);
        Products.tn(seed, hidden, wordInto, size, width, count, true);
        if (!bias.equals(MemorySegment.NULL))
          addColumns(count, size, biasGradient.asSlice(4L * from, 4L * size));
      }
    }

    /** Fills the logits of a chunk; returns its size. */
    private int fill(int from) {
      int size = Math.min(CHUNK, vocabulary - from);
      int width = rows.columns();
      var wordRows = words.asSlice(4L * from * width, 4L * size * width);
      Products.nt(hidden, wordRows, slice(logits, 0, count * size), count, size, width, false);
      if (bias.equals(MemorySegment.NULL)) return size;
      eachRow(
          row -> {
            for (int i = 0; i < size; i++)
              logits[row * size + i] += bias.getAtIndex(ValueLayout.JAVA_FLOAT, from + i);
          });
      return size;
    }

    private void eachRow(IntConsumer body) {
      IntStream.range(0, count).parallel().forEach(body);
    }
  }

  private static MemorySegment slice(float[] values, int from, int count) {
    return MemorySegment.ofArray(values).asSlice(4L * from, 4L * count);
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

  private void addColumns(int count, int size, MemorySegment into) {
    for (int row = 0; row < count; row++) {
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

  private static double merge(double a, double b) {
    double max = Math.max(a, b);
    return max + Math.log(Math.exp(a - max) + Math.exp(b - max));
  }
}
