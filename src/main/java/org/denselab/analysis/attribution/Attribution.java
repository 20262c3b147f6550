package org.denselab.analysis.attribution;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.denselab.base.Progress;
import org.denselab.engine.Batch;
import org.denselab.engine.Engine;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Products;
import org.denselab.engine.Request;
import org.denselab.graph.Block;
import org.denselab.graph.Parameter;
import org.denselab.graph.Program;
import org.denselab.graph.Value;
import org.denselab.text.TokenizedText;

/**
 * Integrated gradients over the weights of one feed-forward matrix. Weight W and bias b are scaled
 * by alpha in {@code linspace(1e-6, 1, steps)}; of F, the Euclidean length of the pooled vector,
 * {@code IG = W * sum over alpha of dF/dW / steps}; a neuron's score is the sum over its inputs of
 * |IG|.
 *
 * <p>Scaling W and b scales what the matrix makes and leaves what it reads as it is. So a pass
 * starts behind the matrix, with a copy of each text for each alpha, and the sum over alpha of
 * dF/dW is one product of the summed gradients of the output with the input.
 *
 * @param program without adapters, nothing of which trains
 * @param steps values of alpha
 * @param tokens of all copies in a pass
 */
public record Attribution(Engine engine, Program program, int steps, int tokens) {
  private static final String POOLED = "pooled";
  private static final double SMALLEST = 1e-6;

  /** The values that weights are scaled by. */
  double[] alphas() {
    double[] alphas = new double[steps];
    for (int i = 0; i < steps; i++)
      alphas[i] = steps == 1 ? 1 : SMALLEST + i * (1 - SMALLEST) / (steps - 1);
    return alphas;
  }

  /**
   * Scores of the neurons of a matrix.
   *
   * @return a row a text, a column a neuron
   */
  public Matrix scores(NeuronMatrix matrix, List<TokenizedText> texts, Progress progress) {
    Block.Linear linear = matrix.linear();
    String made = linear.output().name();
    try (Program behind = program.after(made)) {
      List<Value> given =
          behind.blocks().stream()
              .filter(Block.Embedding.class::isInstance)
              .map(Block::output)
              .toList();
      List<String> read = new ArrayList<>(given.stream().map(Value::name).toList());
      if (!read.contains(linear.input().name())) read.add(linear.input().name());
      var scores = new Matrix(texts.size(), matrix.rows());
      try (Executable ahead = engine.compile(program, new Request(read, List.of(), List.of()));
          Executable after =
              engine.compile(behind, new Request(List.of(POOLED), List.of(POOLED), List.of(made)));
          var none = new Gradients(List.of())) {
        var passes = new Passes(ahead, after, given, none, linear, weight(linear.weight()));
        for (int from = 0; from < texts.size(); ) {
          int to = end(texts, from);
          passes.run(texts.subList(from, to), from, scores);
          progress.step(to - from);
          from = to;
        }
      }
      return scores;
    }
  }

  private int end(List<TokenizedText> texts, int from) {
    long sum = 0;
    int to = from;
    while (to < texts.size()) {
      sum += (long) steps * texts.get(to).length();
      if (to > from && sum > tokens) break;
      to++;
    }
    return to;
  }

  private float[] weight(String name) {
    Parameter parameter = program.parameter(name);
    float[] values = new float[Math.toIntExact(parameter.elements())];
    parameter.copyTo(MemorySegment.ofArray(values));
    return values;
  }

  /** Passes over some texts each, all of one matrix. */
  private final class Passes {
    private final Executable ahead;
    private final Executable after;
    private final List<Value> given;
    private final Gradients none;
    private final Block.Linear linear;
    private final float[] weight;

    Passes(
        Executable ahead,
        Executable after,
        List<Value> given,
        Gradients none,
        Block.Linear linear,
        float[] weight) {
      this.ahead = ahead;
      this.after = after;
      this.given = given;
      this.none = none;
      this.linear = linear;
      this.weight = weight;
    }

    void run(List<TokenizedText> texts, int row, Matrix scores) {
      int[][] ids = texts.stream().map(TokenizedText::ids).toArray(int[][]::new);
      Map<String, Matrix> taps = ahead.forward(Batch.of(ids));
      String made = linear.output().name();
      Map<String, Matrix> rows = new LinkedHashMap<>();
      for (Value value : given)
        rows.put(value.name(), copies(taps.get(value.name()), value.name().equals(made)));
      int[][] all = new int[steps * ids.length][];
      for (int i = 0; i < all.length; i++) all[i] = ids[i % ids.length];
      int[] pooledFrom = new int[all.length];
      for (int i = 0; i < all.length; i++) pooledFrom[i] = texts.get(i % ids.length).pooledFrom();
      var batch = Batch.of(all, pooledFrom);
      after.give(rows);
      Matrix pooled = after.forward(batch).get(POOLED);
      Matrix gradient = after.backward(batch, Map.of(POOLED, direction(pooled)), none).get(made);
      Matrix summed = summed(gradient, taps.get(made).rows());
      Matrix input = taps.get(linear.input().name());
      for (int t = 0, first = 0; t < ids.length; first += ids[t++].length)
        score(summed, input, first, ids[t].length, row + t, scores);
    }

    /** Every row once for each alpha, scaled by it where it is what the matrix makes. */
    private Matrix copies(Matrix one, boolean scaled) {
      var copies = new Matrix(steps * one.rows(), one.columns());
      int length = one.values().length;
      double[] alphas = alphas();
      for (int s = 0; s < steps; s++) {
        System.arraycopy(one.values(), 0, copies.values(), s * length, length);
        if (!scaled) continue;
        float alpha = (float) alphas[s];
        for (int i = s * length; i < (s + 1) * length; i++) copies.values()[i] *= alpha;
      }
      return copies;
    }

    /** The gradient of each row's Euclidean length. */
    private static Matrix direction(Matrix pooled) {
      var direction = new Matrix(pooled.rows(), pooled.columns());
      int width = pooled.columns();
      for (int r = 0; r < pooled.rows(); r++) {
        double squares = 0;
        for (int i = 0; i < width; i++) squares += (double) pooled.at(r, i) * pooled.at(r, i);
        double length = Math.sqrt(squares);
        if (length > 0)
          for (int i = 0; i < width; i++)
            direction.values()[r * width + i] = (float) (pooled.at(r, i) / length);
      }
      return direction;
    }

    /** Over alphas, a row a token. */
    private Matrix summed(Matrix gradient, int rows) {
      var summed = new Matrix(rows, gradient.columns());
      float[] to = summed.values();
      for (int s = 0; s < steps; s++)
        for (int i = 0; i < to.length; i++) to[i] += gradient.values()[s * to.length + i];
      return summed;
    }

    private void score(
        Matrix summed, Matrix input, int first, int length, int text, Matrix scores) {
      int out = summed.columns();
      int in = input.columns();
      var slope = new float[out * in];
      Products.tn(
          rows(summed, first, length),
          rows(input, first, length),
          MemorySegment.ofArray(slope),
          out,
          in,
          length,
          false);
      IntStream.range(0, out)
          .parallel()
          .forEach(
              neuron -> {
                double sum = 0;
                for (int i = neuron * in; i < (neuron + 1) * in; i++)
                  sum += Math.abs((double) weight[i] * slope[i]);
                scores.values()[text * out + neuron] = (float) (sum / steps);
              });
    }

    private static MemorySegment rows(Matrix of, int first, int count) {
      long width = 4L * of.columns();
      return MemorySegment.ofArray(of.values()).asSlice(first * width, count * width);
    }
  }

  /**
   * Filled up with a token to a length, which an unmasked mean then reads, as published; padding is
   * seen by attention here.
   */
  public static int[] filled(int[] ids, int length, int pad) {
    int[] filled = Arrays.copyOf(ids, Math.max(ids.length, length));
    Arrays.fill(filled, ids.length, filled.length, pad);
    return filled;
  }
}
