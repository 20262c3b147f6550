package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir Path folder;

  @Test
  void fiveStepsAndFiveMoreAreTenToTheBit() throws IOException {
    // 40 examples in batches of 8, two a step: the cut lies in mid-epoch
    var settings = TrainerTest.settings(10, List.of(4), 2);
    var unbroken = new BagOfEmbeddings(997, 16, 1);
    double[] losses;
    float[][] middle = new float[1][];
    try (var trainer = TrainerTest.trainer(unbroken, settings, 3)) {
      losses =
          trainer
              .run(
                  Progress.SILENT,
                  (step, state) -> {
                    middle[0] = values(unbroken);
                    Checkpoint.write(folder, settings, state);
                  })
              .losses();
    }
    var resumed = new BagOfEmbeddings(997, 16, 99);
    for (int i = 0; i < middle[0].length; i++)
      resumed.table.values().setAtIndex(ValueLayout.JAVA_FLOAT, i, middle[0][i]);
    try (var trainer = TrainerTest.trainer(resumed, settings, 3)) {
      Checkpoint.resume(folder, settings, trainer);
      assertThat(trainer.state().step()).isEqualTo(4);
      var result = trainer.run(Progress.SILENT, (step, state) -> {});
      assertThat(result.losses()).containsExactly(losses);
    }
    assertThat(Arrays.equals(values(resumed), values(unbroken))).isTrue();
  }

  @Test
  void anotherRunOrADamagedStateIsRefused() throws IOException {
    var settings = TrainerTest.settings(2, List.of(2), 1);
    try (var trainer = TrainerTest.trainer(new BagOfEmbeddings(997, 8, 1), settings, 0)) {
      trainer.run(Progress.SILENT, (step, state) -> Checkpoint.write(folder, settings, state));
    }
    refuses(TrainerTest.settings(3, List.of(), 1), "cannot go on");
    Path state = folder.resolve("state.json");
    Files.writeString(state, Files.readString(state).substring(0, 40));
    refuses(settings, "damaged");
    Files.delete(state);
    refuses(settings, "no such file");
  }

  private void refuses(TrainSettings settings, String message) {
    try (var trainer = TrainerTest.trainer(new BagOfEmbeddings(997, 8, 1), settings, 0)) {
      assertThatThrownBy(() -> Checkpoint.resume(folder, settings, trainer))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining(message);
    }
  }

  private static float[] values(BagOfEmbeddings encoder) {
    return encoder.table.values().toArray(ValueLayout.JAVA_FLOAT);
  }
}
