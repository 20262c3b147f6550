package org.denselab.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.engine.Engine;
import org.denselab.engine.Gradients;
import org.denselab.engine.Precision;
import org.denselab.engine.Request;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Parameter;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.denselab.train.SamplerSettings.LastBatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A loss of one encoder is that of two equal ones, and its gradient the sum of theirs. */
class TwoTowersTest {
  private static final String TAP = "embedding";

  static Stream<Engine> engines() {
    return Stream.of(new PlanEngine(2, Precision.FP32), new SameDiffEngine());
  }

  private static Program program(long seed) {
    var config = BertConfig.of(1000, 1, 16, 2, 64, 0);
    var head = new Head(Pooling.MEAN, OptionalInt.empty(), true);
    return Backbones.build(config, head, Backbones.initial(config, head, seed), seed);
  }

  private static ExampleSampler batches() {
    return new ExampleSampler(
        ExampleSamplerTest.set(ExampleSamplerTest.examples(20)),
        new SamplerSettings(8, 2, true, true, LastBatch.KEEP, 1));
  }

  private static ContrastiveSettings settings(int microBatch) {
    return new ContrastiveSettings(TAP, .05, microBatch, false, 1);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void gradientsOfTwoEqualTowersAddUpToTheSharedOnes(Engine engine) {
    for (int microBatch : new int[] {0, 5})
      try (Program shared = program(1);
          Program query = program(1);
          Program passage = program(1);
          var one = engine.compile(shared, Request.training(TAP));
          var first = engine.compile(query, Request.training(TAP));
          var second = engine.compile(passage, Request.training(TAP));
          var together = new Gradients(shared.parameters());
          var apart = new Gradients(named(query, passage))) {
        var alone = new Contrastive(one, batches(), settings(microBatch)).accumulate(0, together);
        var two =
            new Contrastive(
                    new Contrastive.Tower(first, "query."),
                    new Contrastive.Tower(second, "passage."),
                    batches(),
                    settings(microBatch))
                .accumulate(0, apart);
        assertThat(two.loss()).isCloseTo(alone.loss(), within(1e-5));
        assertThat(two.tokens()).isEqualTo(alone.tokens());
        assertThat(two.ids()).isEqualTo(alone.ids());
        for (Parameter p : shared.parameters()) {
          var sum = together.of(p.name());
          var ofQuery = apart.of("query." + p.name());
          var ofPassage = apart.of("passage." + p.name());
          for (long i = 0; i < p.elements(); i++)
            assertThat(
                    ofQuery.getAtIndex(JAVA_FLOAT, i)
                        + (double) ofPassage.getAtIndex(JAVA_FLOAT, i))
                .as("%s[%d], parts of %d", p.name(), i, microBatch)
                .isCloseTo(sum.getAtIndex(JAVA_FLOAT, i), within(2e-5));
        }
        assertThat(
                apart
                    .all()
                    .get("query.encoder.layer.0.output.dense.weight")
                    .mismatch(apart.all().get("passage.encoder.layer.0.output.dense.weight")))
            .as("each tower has gradients of its own")
            .isNotEqualTo(-1);
      }
  }

  static List<Parameter> named(Program query, Program passage) {
    var all = new ArrayList<Parameter>();
    query.parameters().forEach(p -> all.add(p.named("query." + p.name())));
    passage.parameters().forEach(p -> all.add(p.named("passage." + p.name())));
    return all;
  }
}
