package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Queries with positives and negatives. */
public sealed interface TrainingFormat extends Format
    permits Tevatron, TevatronIds, FlagEmbedding, Dpr, Triples, MsMarcoTriples {
  /**
   * The records in file order; the caller closes the stream.
   *
   * @throws org.denselab.base.BadInput naming file and line of what is malformed
   */
  Stream<Placed<TrainingRecord>> read(Path file);

  /** Replaces the file, whole or not at all. */
  void write(Path file, Stream<TrainingRecord> records) throws IOException;

  /** Whether its ids name passages of one corpus, so that equal ids mean equal passages. */
  default boolean namesPassages() {
    return true;
  }
}
