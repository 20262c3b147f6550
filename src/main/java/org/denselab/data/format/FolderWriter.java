package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import org.denselab.base.AtomicFiles;

/** Writes a folder of files, whole or not at all. */
final class FolderWriter {
  /** Fills an empty folder. */
  interface Body {
    void into(Path folder) throws IOException;
  }

  private FolderWriter() {}

  static void write(Path folder, Body body) throws IOException {
    Path target = folder.toAbsolutePath();
    Path beside = target.resolveSibling("." + target.getFileName() + ".part");
    AtomicFiles.deleteTree(beside);
    AtomicFiles.folder(beside);
    body.into(beside);
    AtomicFiles.publish(beside, target);
  }
}
