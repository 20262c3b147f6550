package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.denselab.base.Progress;
import org.denselab.engine.Gradients;
import org.denselab.train.SamplerSettings.LastBatch;
import org.junit.jupiter.api.Test;

class TrainerTest {
  @Test
  void theLossFallsAndCheckpointsAreReached() throws IOException {
    var encoder = new BagOfEmbeddings(997, 16, 1);
    var reached = new ArrayList<Integer>();
    try (var trainer = trainer(encoder, settings(60, List.of(20, 60), 1), 0)) {
      var result = trainer.run(Progress.SILENT, (step, state) -> reached.add(state.step()));
      assertThat(reached).containsExactly(20, 60);
      assertThat(result.losses()).hasSize(60);
      assertThat(result.losses()[59]).isLessThan(.2 * result.losses()[0]);
      assertThat(result.tokens()).isPositive();
      assertThat(result.effectiveNegatives()).isEqualTo(23);
    }
  }

  @Test
  void cachedGradientsAreThoseOfTheWholeBatch() {
    cachedGradientsAreThoseOfTheWholeBatch(new ContrastiveLoss.CrossEntropy(.1));
    cachedGradientsAreThoseOfTheWholeBatch(new ContrastiveLoss.Margin(.5, .1));
  }

  private static void cachedGradientsAreThoseOfTheWholeBatch(ContrastiveLoss kind) {
    var encoder = new BagOfEmbeddings(997, 8, 2);
    try (var whole = new Gradients(encoder.parameters());
        var chunked = new Gradients(encoder.parameters())) {
      double loss = contrastive(encoder, 0, kind).accumulate(0, whole).loss();
      assertThat(loss).isPositive();
      assertThat(encoder.forwards).isEqualTo(1);
      assertThat(contrastive(encoder, 5, kind).accumulate(0, chunked).loss())
          .isCloseTo(loss, within(1e-7));
      for (long i = 0; i < 997 * 8; i++)
        assertThat(chunked.of("embeddings").getAtIndex(ValueLayout.JAVA_FLOAT, i))
            .isCloseTo(whole.of("embeddings").getAtIndex(ValueLayout.JAVA_FLOAT, i), within(1e-6f));
    }
  }

  @Test
  void accumulationAveragesTheBatches() throws IOException {
    var one = new BagOfEmbeddings(997, 8, 3);
    try (var trainer = trainer(one, settings(3, List.of(), 2), 0)) {
      trainer.run(Progress.SILENT, (step, state) -> {});
      assertThat(trainer.state().cursor()).isEqualTo(new Cursor(1, 1));
    }
  }

  @Test
  void notANumberStopsBeforeTheUpdate() {
    var encoder = new BagOfEmbeddings(997, 8, 4);
    encoder.table.values().fill((byte) 0xff);
    try (var trainer = trainer(encoder, settings(3, List.of(), 1), 0)) {
      assertThatThrownBy(() -> trainer.run(Progress.SILENT, (step, state) -> {}))
          .isInstanceOf(Diverged.class)
          .hasMessageContaining("step 1")
          .hasMessageContaining("q");
      assertThat(trainer.state().step()).isZero();
    }
  }

  @Test
  void clippingBoundsTheUpdate() throws IOException {
    // Adam's update does not depend on the gradient's scale, except through epsilon.
    var large = new OptimizerSettings(OptimizerSettings.Kind.ADAM, 0, 0, 1, 0, true);
    double free = moved(large, 0);
    double clipped = moved(large, 1e-3);
    assertThat(clipped).isLessThanOrEqualTo(1.01e-3 * .5).isLessThan(.1 * free);
  }

  private static double moved(OptimizerSettings optimizer, double clip) throws IOException {
    var encoder = new BagOfEmbeddings(997, 8, 5);
    float[] before = encoder.table.values().toArray(ValueLayout.JAVA_FLOAT);
    var schedule = new Schedule(Schedule.Kind.CONSTANT, .5, 0, 1);
    var settings = new TrainSettings(1, List.of(), schedule, optimizer, clip, 1);
    try (var trainer = trainer(encoder, settings, 0)) {
      trainer.run(Progress.SILENT, (step, state) -> {});
    }
    float[] after = encoder.table.values().toArray(ValueLayout.JAVA_FLOAT);
    double sum = 0;
    for (int i = 0; i < before.length; i++) sum += Math.pow(after[i] - before[i], 2);
    return Math.sqrt(sum);
  }

  static TrainSettings settings(int steps, List<Integer> checkpoints, int accumulate) {
    return new TrainSettings(
        steps,
        checkpoints,
        new Schedule(Schedule.Kind.LINEAR, .02, 2, 100),
        OptimizerSettings.ADAMW,
        1,
        accumulate);
  }

  static Trainer trainer(BagOfEmbeddings encoder, TrainSettings settings, int microBatch) {
    return new Trainer(
        settings,
        contrastive(encoder, microBatch, new ContrastiveLoss.CrossEntropy(.1)),
        encoder.parameters());
  }

  private static Contrastive contrastive(
      BagOfEmbeddings encoder, int microBatch, ContrastiveLoss loss) {
    var set = ExampleSamplerTest.set(ExampleSamplerTest.examples(40));
    var sampler = new SamplerSettings(8, 2, true, true, LastBatch.KEEP, 1);
    return new Contrastive(
        encoder,
        new ExampleSampler(set, sampler),
        new ContrastiveSettings(BagOfEmbeddings.TAP, loss, microBatch, true, 1));
  }
}
