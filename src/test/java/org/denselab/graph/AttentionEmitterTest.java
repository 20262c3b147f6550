package org.denselab.graph;

import java.util.Map;
import java.util.Optional;
import org.denselab.graph.Value.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attention of every shape and rotary positions: values, then gradients. */
class AttentionEmitterTest {
  private static final int SEQUENCES = 2;
  private static final int TOKENS = 3;

  /** How many of each sequence's tokens are no padding. */
  private static final int[] REAL = {3, 2};

  private static Value tokens(String name, int width) {
    return new Value(name, Rows.TOKENS, width);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2, false, false, 0.25", // BERT
    "2, 2, false, true, 0.25", // T5
    "4, 4, true, false, 0", // Llama 2
    "4, 2, true, false, 0.25", // Llama 3
    "6, 2, false, true, 0",
    "3, 1, true, false, 0", // Gemma
  })
  void attention(int heads, int keyValueHeads, boolean causal, boolean relative, double dropout) {
    var shape = new AttentionShape(heads, keyValueHeads, 2, causal, relative ? 1 : 0.6);
    var bias = new RelativeBias("table", 8, 4, true);
    var block =
        new Block.Attention(
            "a",
            tokens("q", 2 * heads),
            tokens("k", 2 * keyValueHeads),
            tokens("v", 2 * keyValueHeads),
            shape,
            relative ? Optional.of(bias) : Optional.empty(),
            dropout,
            tokens("a", 2 * heads));
    double[] mask = new double[SEQUENCES * heads * TOKENS * TOKENS];
    for (int i = 0; i < mask.length; i++) mask[i] = i % 4 == 1 ? 0 : 4.0 / 3;
    var probe =
        new BlockProbe()
            .variable("q/output", 6, 2L * heads)
            .variable("k/output", 6, 2L * keyValueHeads)
            .variable("v/output", 6, 2L * keyValueHeads);
    if (causal) probe.constant(Inputs.CAUSAL_BIAS, forbidden(true), 2, 1, 3, 3);
    else probe.constant(Inputs.ATTENTION_BIAS, forbidden(false), 2, 1, 1, 3);
    if (dropout > 0) probe.constant("a/mask", mask, SEQUENCES, heads, TOKENS, TOKENS);
    if (relative) {
      probe.variable("table", 8, heads);
      probe.constant(Inputs.relativeBuckets(bias), chosen(bias), 9, 8);
      probe.constant(Inputs.SEQUENCE_ONES, new double[] {1, 1}, 2, 1);
    }
    Inputs.shapes(block).forEach(s -> probe.shape(s.name(), s.value(SEQUENCES, TOKENS)));
    probe.check(block, v -> attend(block, v, mask));
  }

  private static double[] forbidden(boolean causal) {
    int rows = causal ? TOKENS : 1;
    double[] bias = new double[SEQUENCES * rows * TOKENS];
    for (int i = 0; i < bias.length; i++) {
      int key = i % TOKENS;
      boolean later = causal && key > i / TOKENS % TOKENS;
      bias[i] = later || key >= REAL[i / TOKENS / rows] ? -1e9 : 0;
    }
    return bias;
  }

  private static double[] chosen(RelativeBias bias) {
    double[] rows = new double[TOKENS * TOKENS * 8];
    for (int pair = 0; pair < TOKENS * TOKENS; pair++)
      rows[pair * 8 + bias.bucket(pair % TOKENS - pair / TOKENS)] = 1;
    return rows;
  }

  private static double[] attend(Block.Attention block, Map<String, double[]> v, double[] mask) {
    AttentionShape s = block.shape();
    double[] context = new double[6 * s.queryWidth()];
    for (int row = 0; row < 6; row++)
      for (int head = 0; head < s.heads(); head++) {
        int sequence = row / TOKENS;
        int query = row % TOKENS;
        int shared = head / s.group() * 2;
        double[] p = new double[TOKENS];
        double total = 0;
        for (int t = 0; t < TOKENS; t++) {
          if (t >= REAL[sequence] || (s.causal() && t > query)) continue;
          double score = block.bias().isEmpty() ? 0 : bias(block, v.get("table"), t - query, head);
          for (int i = 0; i < 2; i++)
            score +=
                s.scale()
                    * v.get("q/output")[row * s.queryWidth() + head * 2 + i]
                    * v.get("k/output")[(sequence * TOKENS + t) * s.keyWidth() + shared + i];
          p[t] = Math.exp(score);
          total += p[t];
        }
        for (int t = 0; t < TOKENS; t++) {
          int at = ((sequence * s.heads() + head) * TOKENS + query) * TOKENS + t;
          double kept = p[t] / total * (block.dropout() > 0 ? mask[at] : 1);
          for (int i = 0; i < 2; i++)
            context[row * s.queryWidth() + head * 2 + i] +=
                kept * v.get("v/output")[(sequence * TOKENS + t) * s.keyWidth() + shared + i];
        }
      }
    return context;
  }

  private static double bias(Block.Attention block, double[] table, int relative, int head) {
    return table[block.bias().orElseThrow().bucket(relative) * block.shape().heads() + head];
  }

  /** Two heads of five dimensions of which four are turned, as Phi has it. */
  @Test
  void rotary() {
    var frequencies = RotaryFrequencies.of(100, 4);
    var block = new Block.Rotary("r", tokens("x", 10), 5, frequencies, tokens("r", 10));
    double[] cosines = new double[60];
    double[] sines = new double[60];
    for (int i = 0; i < 60; i++) {
      double angle = frequencies.angle(i % 5, i / 10 % TOKENS);
      cosines[i] = Math.cos(angle);
      sines[i] = Math.sin(angle);
    }
    new BlockProbe()
        .variable("x/output", 6, 10)
        .constant(Inputs.cosines(block), cosines, 6, 10)
        .constant(Inputs.sines(block), sines, 6, 10)
        .check(
            block,
            v -> {
              double[] y = v.get("x/output").clone();
              for (int head = 0; head < 12; head++)
                for (int pair = 0; pair < 2; pair++) {
                  double angle = head / 2 % TOKENS * Math.pow(100, -pair / 2.0);
                  int at = head * 5 + pair;
                  double one = y[at];
                  double two = y[at + 2];
                  y[at] = one * Math.cos(angle) - two * Math.sin(angle);
                  y[at + 2] = two * Math.cos(angle) + one * Math.sin(angle);
                }
              return y;
            });
  }
}
