package org.denselab.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.denselab.base.BadInput;
import org.denselab.data.atlas.Atlas;
import org.denselab.data.atlas.AtlasSettings;
import org.denselab.data.format.BeirFolder;
import org.denselab.data.format.PairFile;
import org.denselab.data.format.PlainText;

/** Opens data by what a study calls it: a name of the registry, or a path. */
public final class Datasets {
  private static final String BUNDLED = "atlas/";

  private Datasets() {}

  /** As {@link #open(String, AtlasSettings)}, with the default settings. */
  public static Dataset open(String spec) {
    return open(spec, AtlasSettings.DEFAULT);
  }

  /**
   * A bundled collection such as {@code atlas/search}; else a BEIR folder; else a file of training
   * records or scored pairs.
   *
   * @param settings used by bundled collections only
   * @throws BadInput when there is no such data; the message names the nearest
   */
  public static Dataset open(String spec, AtlasSettings settings) {
    if (spec.startsWith(BUNDLED)) {
      var atlas = new Atlas(settings);
      if (atlas.names().contains(spec)) return atlas.dataset(spec);
      String nearest =
          atlas.names().stream()
              .min(
                  Comparator.comparing(
                      n -> LevenshteinDistance.getDefaultInstance().apply(n, spec)))
              .orElseThrow();
      throw new BadInput(
          "no bundled collection "
              + spec
              + "; did you mean "
              + nearest
              + "? There are "
              + String.join(", ", atlas.names()));
    }
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
