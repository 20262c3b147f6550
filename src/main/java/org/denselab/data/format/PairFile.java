package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.BadInput;
import org.denselab.base.Sha256;
import org.denselab.data.MemoryPairs;
import org.denselab.data.Pairs;

/** A similarity dataset in one file: training records ({@code .jsonl}) or scored pairs. */
public final class PairFile {
  private PairFile() {}

  /**
   * Reads the file whole.
   *
   * @throws BadInput when the file is of another kind or malformed
   */
  public static Pairs open(Path file) {
    String name = file.getFileName().toString();
    try {
      if (name.matches(".*\\.jsonl(\\.gz)?"))
        return new MemoryPairs(name, Sha256.of(file), false, TrainingFile.read(file), List.of());
      if (name.matches(".*\\.tsv(\\.gz)?"))
        return new MemoryPairs(name, Sha256.of(file), false, List.of(), SimilarityFile.read(file));
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e.getMessage() + ")", e);
    }
    throw new BadInput(
        file + ": expected .jsonl (training records) or .tsv (scored pairs), plain or .gz");
  }
}
