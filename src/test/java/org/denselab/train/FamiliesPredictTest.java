package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.base.Progress;
import org.denselab.engine.Engine;
import org.denselab.engine.GoldenFolder;
import org.denselab.engine.Request;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.plan.ProductLibrary;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Block;
import org.denselab.graph.Lookup;
import org.denselab.graph.Parameter;
import org.denselab.graph.Program;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every family learns from text by its own objective, alike on both engines. */
class FamiliesPredictTest {
  private static final int STEPS = 12;
  private static final int MASK = 3;

  @ParameterizedTest
  @MethodSource(GoldenFolder.FAMILIES)
  void lossesFallAndAreTheSameOnBothEngines(GoldenFolder golden) throws IOException {
    assumeThat(ProductLibrary.usual().available())
        .as("nothing multiplies for plans on this platform")
        .isTrue();
    var config = golden.config();
    double[] plan = losses(config, new PlanEngine(2));
    double[] reference = losses(config, new SameDiffEngine());
    assertThat(plan[0]).isCloseTo(Math.log(config.vocabularySize()), within(1.0));
    assertThat(plan[STEPS - 1]).isLessThan(plan[0] - .4);
    for (int step : new int[] {0, 1, STEPS - 1})
      assertThat(plan[step]).as("step %d", step).isCloseTo(reference[step], within(2e-3));
  }

  private static double[] losses(BackboneConfig config, Engine engine) throws IOException {
    var head = Head.of(config.pooling(), true);
    String tap = "hidden." + config.layers();
    try (var initial = Backbones.initial(config, head, 1);
        var program = Backbones.build(config, head, initial, 1);
        var run = engine.compile(program, Request.training(tap));
        var predicts = head(config, words(program))) {
      var sampler = sampler(config);
      var model =
          new LanguageModel(run, sampler, predicts, new LanguageModel.Settings(tap, false, 1));
      var schedule = new Schedule(Schedule.Kind.CONSTANT, 1e-2, 0, STEPS);
      var settings = new TrainSettings(STEPS, List.of(), schedule, OptimizerSettings.ADAMW, 1, 1);
      try (var trainer = new Trainer(settings, model, program.parameters())) {
        return trainer.run(Progress.SILENT, (step, state) -> {}).losses();
      }
    }
  }

  private static PredictionHead head(BackboneConfig config, Parameter words) {
    return config.causal()
        ? new CausalHead(words)
        : new MaskedHead(words, .02, config.initialRange(words.name()), 1);
  }

  private static PredictionSampler sampler(BackboneConfig config) {
    int vocabulary = config.vocabularySize();
    var frame = new Frame(new int[] {1}, new int[] {2});
    var texts = texts(vocabulary);
    return config.causal()
        ? new CausalSampler(texts, frame, 8, 1)
        : new MaskedSampler(texts, frame, new MaskSettings(8, .3, MASK, vocabulary, 1));
  }

  /** Few words, in an order that can be learnt. */
  private static TextWindows texts(int vocabulary) {
    var paragraphs =
        IntStream.range(0, 60)
            .mapToObj(i -> "w" + i % 5 + " is a word and so is w" + i % 7 + " in line " + i);
    return TextWindows.of(paragraphs, new WordTokenizer(vocabulary), 16, 2);
  }

  private static Parameter words(Program program) {
    for (Block block : program.blocks())
      if (block instanceof Block.Embedding embedding)
        for (Lookup lookup : embedding.lookups())
          if (lookup.index() == Lookup.Index.TOKEN) return program.parameter(lookup.table());
    throw new AssertionError("no token table");
  }
}
