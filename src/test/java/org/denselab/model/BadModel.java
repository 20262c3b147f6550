package org.denselab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.graph.Pooling;

/**
 * A model folder with something wrong in it: it is refused in one line that holds all of {@code
 * says}, before anything large is read.
 */
record BadModel(String name, Layout files, List<String> says) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Head HEAD = new Head(Pooling.MEAN, OptionalInt.empty(), true);
  private static final Path GOLDEN = Path.of("src/test/resources/golden/bert");
  private static final int LONGEST = 700;

  /** Changes the files of a good folder. */
  interface Layout {
    void into(Path folder) throws IOException;
  }

  static BadModel of(String name, Layout files, String... says) {
    return new BadModel(name, files, List.of(says));
  }

  void check(Path folder) throws IOException {
    Files.copy(GOLDEN.resolve("config.json"), folder.resolve("config.json"));
    Files.copy(GOLDEN.resolve("model.safetensors"), folder.resolve("model.safetensors"));
    files.into(folder);
    Throwable thrown =
        assertTimeoutPreemptively(
            PATIENCE, () -> catchThrowable(() -> ModelFolder.foreign(folder, HEAD, 1).close()));
    assertThat(thrown).isInstanceOf(BadInput.class);
    String said = thrown.getMessage().replace(folder + "/", "");
    if (Boolean.getBoolean("show")) System.out.println(name + "\t2\t" + said);
    assertThat(said.lines()).as(said).hasSize(1);
    assertThat(said).contains(says).hasSizeLessThan(LONGEST).doesNotContain("Exception");
  }

  static void write(Path folder, byte[] bytes) throws IOException {
    Files.write(folder.resolve("model.safetensors"), bytes);
  }

  @Override
  public String toString() {
    return name;
  }
}
