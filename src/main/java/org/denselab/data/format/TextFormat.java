package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Text without ids. */
public sealed interface TextFormat extends Format permits Text, Paragraphs {
  /** The passages in file order, none blank; the caller closes the stream. */
  Stream<Placed<String>> read(Path file);

  /** Replaces the file, whole or not at all. */
  void write(Path file, Stream<String> passages) throws IOException;
}
