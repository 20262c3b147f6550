package org.denselab.lexical;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.NoLockFactory;
import org.apache.lucene.store.OutputStreamIndexOutput;
import org.denselab.base.AtomicFiles;

/** Lucene's files, written as all that lasts is, in a folder that nobody else has. */
final class IndexFolder extends FilterDirectory {
  private static final int BUFFER = 1 << 16;

  private final Path folder;

  IndexFolder(Path folder) throws IOException {
    super(FSDirectory.open(folder, NoLockFactory.INSTANCE));
    this.folder = folder;
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) throws IOException {
    ensureOpen();
    Path file = folder.resolve(name);
    return new OutputStreamIndexOutput(file.toString(), name, AtomicFiles.create(file), BUFFER);
  }
}
