package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed in the middle of a training; the same command ends with the numbers of a
 * run that nobody disturbed.
 */
class KilledStudyTest {
  private static final int STEPS = 40;

  @TempDir private static Path here;

  @Test
  void trainingGoesOnAfterSigkill() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "looks at processes through /proc");
    var door = new FrontDoor(here);
    String study = "-Dexp=" + study(BeirOnDisk.write(here.resolve("collection"), 60, 30));
    String always = "-Ddenselab.keep.seconds=0";
    var killed = door.start(study, "-Dstore=killed", "-Dmemory=2g", always);
    while (savedStep() < 3)
      assertThat(killed.launcher().isAlive()).as(Files.readString(killed.err())).isTrue();
    assertThat(killed.program().destroyForcibly()).isTrue();
    var ended = killed.end();
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err()).contains("signal 9").contains("the same command continues");
    assertThat(savedStep()).isLessThan(STEPS);

    var rest = door.run(study, "-Dstore=killed", "-Dmemory=2g");
    var whole = door.run(study, "-Dstore=whole", "-Dmemory=2g");

    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(rest.out()).contains("training continues at step");
    assertThat(whole.out()).doesNotContain("continues");
    assertThat(Results.of(here.resolve("killed"), "small"))
        .isEqualTo(Results.of(here.resolve("whole"), "small"));
    try (var left = Files.walk(here.resolve("killed"))) {
      assertThat(left.map(Path::toString))
          .noneMatch(p -> p.endsWith(".part") || p.endsWith(".kept"));
    }
  }

  /** A study that trains for a few seconds. */
  private static Path study(BeirOnDisk collection) throws IOException {
    Path folder = collection.folder();
    Files.copy(folder.resolve("qrels/test.tsv"), folder.resolve("qrels/train.tsv"));
    return Files.writeString(
        folder.resolve("small.yaml"),
        """
        study: small
        question: Does a killed training go on?
        backbone:
          preset: bert-2x128
          num_hidden_layers: 1
          hidden_size: 32
          num_attention_heads: 2
          intermediate_size: 64
          vocab_size: 200
        tuning: {kind: lora, rank: 4}
        tasks:
          - {name: generated, data: "%s", metric: nDCG@10, splits: {train: train, test: test}}
        negatives: {source: bm25, depth: 20, window: [1, 20], keep: 1}
        train: {steps: %d, batch: 8, lr: 1.0e-3, query_length: 16, passage_length: 32}
        evaluate: {retrievers: [bm25, dense]}
        """
            .formatted(folder, STEPS));
  }

  /** The newest state of the training that goes on, 0 for none. */
  private static int savedStep() throws IOException, InterruptedException {
    Thread.sleep(10);
    Path checkpoints = here.resolve("killed/checkpoints");
    if (!Files.isDirectory(checkpoints)) return 0;
    int newest = 0;
    try (var stages = Files.list(checkpoints)) {
      for (Path stage : stages.filter(p -> p.toString().endsWith(".kept")).toList())
        try (Stream<Path> states = Files.list(stage)) {
          newest =
              states
                  .map(p -> p.getFileName().toString())
                  .filter(name -> name.startsWith("state-"))
                  .mapToInt(name -> Integer.parseInt(name.substring(6)))
                  .max()
                  .orElse(newest);
        }
    }
    return newest;
  }
}
