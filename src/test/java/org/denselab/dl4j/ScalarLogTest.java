package org.denselab.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class ScalarLogTest {
  @TempDir private Path folder;

  private Path written() throws IOException {
    Path file = folder.resolve("log.bin");
    var log = ScalarLog.open(file, 0);
    for (int step = 1; step <= 5; step++) {
      log.add(Series.LOSS, step, 1.0 / step);
      log.add(Series.LEARNING_RATE, step, 1e-7 * step);
      if (step % 2 == 0) log.flush();
    }
    log.flush();
    return file;
  }

  private static List<Double> losses(Path file) throws IOException {
    return ScalarLog.read(file).stream()
        .filter(scalar -> scalar.series() == Series.LOSS)
        .map(Scalar::value)
        .toList();
  }

  @Test
  void deeplearning4jReadsIt() throws IOException {
    Path file = written();
    assertThat(Deeplearning4jReader.losses(file)).containsExactly(1.0, 1 / 2.0, 1 / 3.0, .25, .2);
    assertThat(Deeplearning4jReader.series(file, "learning rate")).containsEntry(5, 1e-7 * 5);
    assertThat(losses(file)).isEqualTo(Deeplearning4jReader.losses(file));
  }

  @Test
  void aScalarIsDescribedAsNd4jDescribesIt() {
    long[] shape = Nd4j.scalar(1.5).shapeInfoDataBuffer().asLong();
    assertThat(shape).containsExactly(0, 1 << 14, 1, 'c');
  }

  @Test
  void whatCameAfterTheStepIsForgotten() throws IOException {
    Path file = written();
    var log = ScalarLog.open(file, 3);
    assertThat(log.last()).isEqualTo(3);
    log.add(Series.LOSS, 4, 7);
    log.flush();
    assertThat(Deeplearning4jReader.losses(file)).containsExactly(1.0, 1 / 2.0, 1 / 3.0, 7.0);
  }

  @Test
  void aTornEndIsCutOffWhereverItIs() throws IOException {
    byte[] whole = Files.readAllBytes(written());
    Path torn = folder.resolve("torn.bin");
    int before = 0;
    for (int length = 0; length <= whole.length; length++) {
      Files.write(torn, Arrays.copyOf(whole, length));
      int read = ScalarLog.read(torn).size();
      assertThat(read).isBetween(before, before + 1);
      before = read;
    }
    assertThat(before).isEqualTo(10);
    Files.write(torn, Arrays.copyOf(whole, whole.length - 1));
    var log = ScalarLog.open(torn, 5);
    log.add(Series.LEARNING_RATE, 5, 3);
    log.flush();
    assertThat(Deeplearning4jReader.series(torn, "learning rate")).hasSize(5).containsEntry(5, 3.0);
  }

  @Test
  void damagedBytesAreReadAsFarAsTheyMakeSense() throws IOException {
    byte[] whole = Files.readAllBytes(written());
    Path file = folder.resolve("damaged.bin");
    var random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      assertThat(ScalarLog.read(file)).hasSizeLessThanOrEqualTo(10);
    }
  }
}
