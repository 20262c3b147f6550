package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.denselab.data.ScoredPair;

/** Pairs of texts with a similarity. */
public sealed interface ScoredFormat extends Format permits Sts {
  /**
   * The pairs in file order; the caller closes the stream.
   *
   * @throws org.denselab.base.BadInput naming file and line of what is malformed
   */
  Stream<Placed<ScoredPair>> read(Path file);

  /** Replaces the file, whole or not at all. */
  void write(Path file, Stream<ScoredPair> pairs) throws IOException;
}
