package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import org.denselab.data.Qrels;

/** Judgments alone. */
public sealed interface JudgmentFormat extends Format permits TrecQrels, BeirQrels {
  /**
   * Reads them whole.
   *
   * @throws org.denselab.base.BadInput naming file and line of what is malformed
   */
  default Qrels read(Path file) {
    return QrelsFile.read(file);
  }

  /** Replaces the file, whole or not at all. */
  void write(Path file, Qrels qrels) throws IOException;
}
