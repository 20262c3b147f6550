package org.denselab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dgolden=DIR} tries what lies in DIR, and does not pass where that is nothing. */
class GoldenFolderTest {
  @TempDir private Path root;

  @Test
  void aFolderWithoutValuesFails() throws IOException {
    assertThatThrownBy(() -> GoldenFolder.in(root))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(root + ": no folder in it holds");
    Files.createFile(Files.createDirectory(root.resolve("bert")).resolve("config.json"));
    assertThatThrownBy(() -> GoldenFolder.in(root)).hasMessageContaining("no folder in it holds");
    assertThatThrownBy(() -> GoldenFolder.in(root.resolve("nowhere")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("there is no such folder");
  }

  @Test
  void aFolderOfAnyNameIsTried() throws IOException {
    copy("bert", "small-one");
    copy("llama_gqa", "other");
    assertThat(GoldenFolder.in(root))
        .extracting(GoldenFolder::toString)
        .containsExactly("other", "small-one");
    assertThat(GoldenFolder.in(root))
        .extracting(GoldenFolder::family)
        .containsExactly("llama", "bert");
  }

  /** Else a family that was mistyped, or is not there yet, would pass as tried. */
  @Test
  void aFamilyThatIsNotKnownIsNoReasonToPassItBy() throws IOException {
    copy("bert", "bart");
    Path config = root.resolve("bart/config.json");
    Files.writeString(config, Files.readString(config).replace("\"bert\"", "\"bart\""));
    GoldenFolder bart = GoldenFolder.in(root).getFirst();
    assertThatThrownBy(bart::config)
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("model_type bart is not supported");
  }

  private void copy(String golden, String name) throws IOException {
    Path to = Files.createDirectory(root.resolve(name));
    for (String file : new String[] {"config.json", "expected.safetensors"})
      Files.copy(GoldenFolder.BUNDLED.resolve(golden).resolve(file), to.resolve(file));
  }
}
