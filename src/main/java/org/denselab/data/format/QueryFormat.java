package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Queries alone. */
public sealed interface QueryFormat extends Format permits Topics, TrecTopics, BeirQueries {
  /**
   * The queries in file order; the caller closes the stream.
   *
   * @throws org.denselab.base.BadInput naming file and line of what is malformed
   */
  Stream<Placed<Topic>> read(Path file);

  /** Replaces the file, whole or not at all. */
  void write(Path file, Stream<Topic> topics) throws IOException;
}
