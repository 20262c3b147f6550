package org.denselab.analysis.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.denselab.analysis.attribution.NeuronMatrix.Place;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Families;
import org.denselab.backbone.Head;
import org.denselab.base.Progress;
import org.denselab.engine.Batch;
import org.denselab.engine.Engine;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Precision;
import org.denselab.engine.Request;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.denselab.text.TokenizedText;
import org.denselab.weights.ModelFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributionTest {
  private static final int STEPS = 4;
  private static final List<int[]> TEXTS =
      List.of(new int[] {1, 7, 9, 4, 2}, new int[] {1, 5, 2}, new int[] {1, 8, 3, 6, 4, 9, 2});
  private static final Progress QUIET = Progress.SILENT.start("", "", 0);

  private static Program program(String golden, Pooling pooling, Predicate<String> frozen)
      throws IOException {
    Path folder =
        Path.of(System.getProperty("golden", "src/test/resources/golden")).resolve(golden);
    try (var weights = ModelFiles.open(folder)) {
      var program = Backbones.build(Families.parse(folder), Head.of(pooling, false), weights, 1);
      program.freeze(frozen);
      return program;
    }
  }

  /** The published loop: one matrix, one text, one alpha at a time, weights scaled for real. */
  private static double[] literal(String golden, Pooling pooling, int number, int[] text)
      throws IOException {
    String weight;
    try (Program all = program(golden, pooling, _ -> true)) {
      weight = NeuronMatrix.of(all.outline()).get(number).linear().weight();
    }
    try (Program program = program(golden, pooling, name -> !name.equals(weight))) {
      var linear = NeuronMatrix.of(program.outline()).get(number).linear();
      float[] w = values(program, weight);
      float[] b = linear.bias().map(name -> values(program, name)).orElse(new float[0]);
      double[] slope = new double[w.length];
      var request = new Request(List.of("pooled"), List.of("pooled"), List.of());
      try (var run = new SameDiffEngine().compile(program, request);
          var gradients = new Gradients(program.parameters())) {
        for (double alpha : new Attribution(null, program, STEPS, 1).alphas()) {
          write(program, weight, w, alpha);
          linear.bias().ifPresent(name -> write(program, name, b, alpha));
          var batch = Batch.of(new int[][] {text});
          Matrix pooled = run.forward(batch).get("pooled");
          double squares = 0;
          for (float value : pooled.values()) squares += value * value;
          var seed = new Matrix(1, pooled.columns());
          for (int i = 0; i < pooled.columns(); i++)
            seed.values()[i] = (float) (pooled.at(0, i) / Math.sqrt(squares));
          gradients.zero();
          run.backward(batch, Map.of("pooled", seed), gradients);
          for (int i = 0; i < w.length; i++)
            slope[i] += gradients.of(weight).getAtIndex(ValueLayout.JAVA_FLOAT, i);
        }
      }
      double[] scores = new double[linear.output().width()];
      int in = linear.input().width();
      for (int i = 0; i < w.length; i++) scores[i / in] += Math.abs(w[i] * slope[i] / STEPS);
      return scores;
    }
  }

  private static float[] values(Program program, String name) {
    return program.parameter(name).values().toArray(ValueLayout.JAVA_FLOAT);
  }

  private static void write(Program program, String name, float[] values, double alpha) {
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) scaled[i] = (float) (alpha * values[i]);
    program.parameter(name).values().copyFrom(MemorySegment.ofArray(scaled));
  }

  @ParameterizedTest
  @CsvSource({
    "bert, CLS, samediff",
    "bert, MEAN, plan",
    "llama_gqa, LAST, samediff",
    "llama_gqa, LAST, plan",
    "t5_v1_1, MEAN, plan",
    "phi, LAST, plan"
  })
  void startingBehindTheMatrixEqualsScalingItsWeights(String golden, Pooling pooling, String name)
      throws IOException {
    Engine engine = name.equals("plan") ? new PlanEngine(Precision.FP32) : new SameDiffEngine();
    try (Program program = program(golden, pooling, _ -> true)) {
      List<NeuronMatrix> matrices = NeuronMatrix.of(program.outline());
      var attribution = new Attribution(engine, program, STEPS, 40);
      List<TokenizedText> tokens = TEXTS.stream().map(TokenizedText::of).toList();
      for (int m : new int[] {0, matrices.size() - 1}) {
        Matrix scores = attribution.scores(matrices.get(m), tokens, QUIET);
        int text = 2;
        double[] want = literal(golden, pooling, m, TEXTS.get(text));
        double largest = Arrays.stream(want).max().orElseThrow();
        assertThat(largest).isPositive();
        for (int n = 0; n < want.length; n++)
          assertThat((double) scores.at(text, n)).isCloseTo(want[n], within(1e-4 * largest));
      }
    }
  }

  @Test
  void everyFamilyHasTwoMatricesALayer() throws IOException {
    List<String> names = new ArrayList<>();
    for (String golden : List.of("bert", "llama_mha", "t5_relu", "distilbert"))
      try (Program program = program(golden, Pooling.MEAN, _ -> true)) {
        List<NeuronMatrix> matrices = NeuronMatrix.of(program.outline());
        assertThat(matrices.get(0).place()).isEqualTo(Place.INTERMEDIATE);
        assertThat(matrices.get(1).place()).isEqualTo(Place.OUTPUT);
        assertThat(matrices.getLast().layer() * 2).isEqualTo(matrices.size());
        names.add(matrices.get(0).linear().name() + " " + matrices.get(1).linear().name());
      }

    assertThat(names)
        .containsExactly(
            "encoder.layer.0.intermediate.dense encoder.layer.0.output.dense",
            "layers.0.mlp.gate_proj layers.0.mlp.down_proj",
            "encoder.block.0.layer.1.DenseReluDense.wi encoder.block.0.layer.1.DenseReluDense.wo",
            "transformer.layer.0.ffn.lin1 transformer.layer.0.ffn.lin2");
  }

  @Test
  void activeIsAboveAShareOfTheHighestOfAllLayers() {
    var scores =
        List.of(new Matrix(2, 2, new float[] {1, 5, 2, 0}), new Matrix(2, 1, new float[] {10, 1}));

    var active = Active.of(scores, 0.4);

    assertThat(active.counts().get(0)).containsExactly(1, 1);
    assertThat(active.counts().get(1)).containsExactly(2);
    assertThat(active.byText()).containsExactly(2, 2);
  }
}
