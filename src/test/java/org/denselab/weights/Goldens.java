package org.denselab.weights;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reference checkpoints: the bundled ones, then those of a shared folder beside the project. Not
 * {@code -Dgolden}, whose folders have other shapes than these tests state.
 */
final class Goldens {
  private Goldens() {}

  static Path folder(String name) {
    Path bundled = Path.of("src/test/resources/golden", name);
    if (Files.isDirectory(bundled)) return bundled;
    Path shared = Path.of("../shared/golden", name);
    assumeTrue(Files.isDirectory(shared), "skipped: no reference folder " + name + " here");
    return shared;
  }
}
