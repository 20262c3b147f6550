package org.denselab.study;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.denselab.base.AtomicFiles;

/**
 * How fast a training went since it was last taken up, which its stage leaves beside the model. A
 * measurement on which no number depends: what was trained before stages left it is not trained
 * again for it.
 *
 * @param tokens encoded in forward passes, padding not counted
 */
public record Pace(int steps, long tokens, double seconds) {
  private static final String FILE = "pace.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes it into a stage's output. */
  public void write(Path folder) throws IOException {
    AtomicFiles.write(folder.resolve(FILE), JSON.writeValueAsString(this));
  }

  /** Empty where the stage left none. */
  static Optional<Pace> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(JSON.readValue(file.toFile(), Pace.class))
        : Optional.empty();
  }
}
