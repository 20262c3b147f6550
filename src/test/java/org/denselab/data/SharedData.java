package org.denselab.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real collections beside the checkout, where there are any; tests are skipped where not. */
public final class SharedData {
  private static final Path ROOT = Path.of("..", "shared", "data");

  private SharedData() {}

  /** A file or folder below {@code ../shared/data}. */
  public static Path path(String name) {
    Path path = ROOT.resolve(name);
    Assumptions.assumeTrue(Files.exists(path), path + " is not here: skipped");
    return path;
  }
}
