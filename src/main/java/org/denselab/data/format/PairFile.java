package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.BadInput;
import org.denselab.base.Sha256;
import org.denselab.data.Example;
import org.denselab.data.Pairs;
import org.denselab.data.ScoredPair;

/** A similarity dataset in one file: training records ({@code .jsonl}) or scored pairs. */
public record PairFile(
    String name, String fingerprint, List<Example> triples, List<ScoredPair> scored)
    implements Pairs {
  public PairFile {
    triples = List.copyOf(triples);
    scored = List.copyOf(scored);
  }

  /**
   * Reads the file whole.
   *
   * @throws BadInput when the file is of another kind or malformed
   */
  public static PairFile open(Path file) {
    String name = file.getFileName().toString();
    try {
      if (name.matches(".*\\.jsonl(\\.gz)?"))
        return new PairFile(name, Sha256.of(file), TrainingFile.read(file), List.of());
      if (name.matches(".*\\.tsv(\\.gz)?"))
        return new PairFile(name, Sha256.of(file), List.of(), SimilarityFile.read(file));
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read (" + e.getMessage() + ")", e);
    }
    throw new BadInput(
        file + ": expected .jsonl (training records) or .tsv (scored pairs), plain or .gz");
  }

  @Override
  public boolean synthetic() {
    return false;
  }
}
