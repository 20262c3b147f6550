package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.base.Progress;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.engine.Batch;
import org.denselab.engine.Engine;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Request;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.plan.ProductLibrary;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.denselab.text.TokenizedText;
import org.denselab.train.SamplerSettings.LastBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The reference pads and the plan packs: they train alike. */
class EnginesAgreeTest {
  private static final String TAP = "embedding";
  private static final int VOCABULARY = 600;
  private static final int PAIRS = 320;
  private static final int BATCH = 16;
  private static final int STEPS = 50;
  private static final List<Integer> COMPARED = List.of(1, 10, STEPS);
  private static final WordTokenizer WORDS = new WordTokenizer(VOCABULARY);

  /**
   * What training gave.
   *
   * @param embeddings of the same texts after each step that is compared
   */
  private record Trained(double[] losses, List<Matrix> embeddings) {}

  @BeforeEach
  void thereIsOneDnn() {
    assumeThat(ProductLibrary.usual().available())
        .as("nothing multiplies for plans on this platform")
        .isTrue();
  }

  /**
   * Embeddings, not parameters: the gradient of the keys' bias is zero, what rounding makes of it
   * Adam scales up to a whole step, and no embedding depends on it.
   */
  @Test
  @Tag("slow")
  void fiftyStepsLeadToTheSameEmbeddings() throws IOException {
    Trained reference = train(new SameDiffEngine());
    Trained plan = train(new PlanEngine());
    assertThat(reference.losses()[STEPS - 1]).isLessThan(.8 * reference.losses()[0]);
    for (int step = 0; step < STEPS; step++)
      assertThat(plan.losses()[step] / reference.losses()[step])
          .as("loss of step %d", step + 1)
          .isCloseTo(1, within(1e-3));
    for (int i = 0; i < COMPARED.size(); i++)
      assertThat(leastCosine(plan.embeddings().get(i), reference.embeddings().get(i)))
          .as("after step %d", COMPARED.get(i))
          .isGreaterThanOrEqualTo(.9999);
  }

  @Test
  void paddedPackedAndChunkedLossesAgreeWithDropoutOn() {
    double[] padded = lossAndNorm(new SameDiffEngine(), 0);
    for (Engine engine : List.of(new SameDiffEngine(), new PlanEngine()))
      for (int chunk : new int[] {0, 7}) {
        double[] got = lossAndNorm(engine, chunk);
        assertThat(got[0] / padded[0])
            .as("%s, chunks of %d", engine.name(), chunk)
            .isCloseTo(1, within(1e-5));
        assertThat(got[1] / padded[1])
            .as("gradient of %s, chunks of %d", engine.name(), chunk)
            .isCloseTo(1, within(1e-4));
      }
  }

  private static Trained train(Engine engine) throws IOException {
    int[][] probe =
        IntStream.range(0, 40).mapToObj(i -> WORDS.encode(text(i))).toArray(int[][]::new);
    var embeddings = new ArrayList<Matrix>();
    var settings =
        new TrainSettings(
            STEPS,
            COMPARED,
            new Schedule(Schedule.Kind.CONSTANT, 1e-4, 0, STEPS),
            OptimizerSettings.ADAMW,
            0,
            1);
    try (var program = program(0);
        var run = engine.compile(program, Request.training(TAP));
        var trainer =
            new Trainer(
                settings,
                new Contrastive(run, batches(), new ContrastiveSettings(TAP, .05, 0, false, 1)),
                program.parameters())) {
      var result =
          trainer.run(
              Progress.SILENT, (_, _) -> embeddings.add(run.forward(Batch.of(probe)).get(TAP)));
      return new Trained(result.losses(), embeddings);
    }
  }

  /** Of one batch, with dropout. */
  private static double[] lossAndNorm(Engine engine, int chunk) {
    try (var program = program(.1);
        var run = engine.compile(program, Request.training(TAP));
        var into = new Gradients(program.parameters())) {
      var loss = new Contrastive(run, batches(), new ContrastiveSettings(TAP, .05, chunk, true, 3));
      double value = loss.accumulate(0, into).loss();
      return new double[] {value, GradientNorm.of(into)};
    }
  }

  private static Program program(double dropout) {
    var config = BertConfig.of(VOCABULARY, 2, 64, 2, 64, dropout);
    var head = Head.of(Pooling.MEAN, true);
    try (var weights = Backbones.initial(config, head, 1)) {
      return Backbones.build(config, head, weights, 1);
    }
  }

  private static ExampleSampler batches() {
    List<Example> examples =
        IntStream.range(0, PAIRS)
            .mapToObj(
                i ->
                    new Example(
                        "q" + i,
                        question(i),
                        List.of(new Document("d" + i, "", text(i))),
                        List.of(),
                        List.of()))
            .toList();
    var set =
        new TrainingSet(examples, EnginesAgreeTest::words, EnginesAgreeTest::words, Teacher.REFUSE);
    return new ExampleSampler(set, new SamplerSettings(BATCH, 0, true, true, LastBatch.DROP, 1));
  }

  private static TokenizedText words(String text) {
    return TokenizedText.of(WORDS.encode(text));
  }

  /** From 6 to 45 words. */
  private static String text(int number) {
    var random = new SplittableRandom(number);
    return random
        .ints(6 + random.nextInt(40), 0, VOCABULARY)
        .mapToObj(word -> "w" + word)
        .collect(Collectors.joining(" "));
  }

  /** Some of the text's words. */
  private static String question(int number) {
    return text(number).substring(0, 18);
  }

  private static double leastCosine(Matrix a, Matrix b) {
    double least = 1;
    for (int row = 0; row < a.rows(); row++) {
      double dot = 0;
      double aa = 0;
      double bb = 0;
      for (int c = 0; c < a.columns(); c++) {
        dot += (double) a.at(row, c) * b.at(row, c);
        aa += (double) a.at(row, c) * a.at(row, c);
        bb += (double) b.at(row, c) * b.at(row, c);
      }
      least = Math.min(least, dot / Math.sqrt(aa * bb));
    }
    return least;
  }
}
