package org.denselab.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.denselab.base.BadInput;
import org.denselab.data.format.BeirFolder;
import org.denselab.data.format.PairFile;
import org.denselab.data.format.PlainText;

/** Opens data by what a study calls it: a name of the registry, or a path. */
public final class Datasets {
  private Datasets() {}

  /**
   * A BEIR folder, or a file of training records or scored pairs.
   *
   * @throws BadInput when there is no such data
   */
  public static Dataset open(String spec) {
    Path path = Path.of(spec);
    if (Files.isDirectory(path)) return BeirFolder.open(path);
    if (Files.isRegularFile(path)) return PairFile.open(path);
    throw unknown(spec);
  }

  /**
   * Text to pre-train on: a file or folder of plain text.
   *
   * @throws BadInput when there is no such text
   */
  public static PretrainingText text(String spec) {
    Path path = Path.of(spec);
    if (Files.exists(path)) return PlainText.open(path);
    throw unknown(spec);
  }

  private static BadInput unknown(String spec) {
    return new BadInput(spec + ": no such file or folder");
  }
}
