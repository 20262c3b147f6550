package org.denselab.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.AtomicFiles;

/** Counts that a reader of the report must know, one a line, left by a stage beside its output. */
public final class StageNotes {
  static final String FILE = "notes.txt";

  private StageNotes() {}

  public static void write(Path folder, List<String> notes) throws IOException {
    if (!notes.isEmpty()) AtomicFiles.write(folder.resolve(FILE), notes);
  }
}
