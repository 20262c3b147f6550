package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.denselab.data.Document;

/** Passages alone. */
public sealed interface PassageFormat extends Format permits MsMarcoCollection, BeirPassages {
  /**
   * The passages in file order; the caller closes the stream.
   *
   * @throws org.denselab.base.BadInput naming file and line of what is malformed
   */
  Stream<Placed<Document>> read(Path file);

  /** Replaces the file, whole or not at all. */
  void write(Path file, Stream<Document> documents) throws IOException;
}
