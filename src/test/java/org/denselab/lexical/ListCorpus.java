package org.denselab.lexical;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.denselab.base.Kept;
import org.denselab.data.Corpus;
import org.denselab.data.Document;

/** A corpus in memory. */
record ListCorpus(List<Document> list) implements Corpus {
  /** A place to keep what nobody looks for again. */
  static Kept kept(Path folder) {
    try {
      return new Kept(Files.createTempDirectory(folder, "kept"), Duration.ofHours(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long size() {
    return list.size();
  }

  @Override
  public Stream<Document> documents() {
    return list.stream();
  }
}
