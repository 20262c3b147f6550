package org.denselab.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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
  private static final String TEXT = "atlas/text";

  private Datasets() {}

  /** As {@link #open(String, AtlasSettings)}, with the default settings. */
  public static Dataset open(String spec) {
    return open(spec, AtlasSettings.DEFAULT);
  }

  /**
   * A bundled dataset such as {@code atlas/search}; else a BEIR folder; else a file of training
   * records or scored pairs.
   *
   * @param settings used by bundled datasets only
   * @throws BadInput when there is no such data; the message names the nearest
   */
  public static Dataset open(String spec, AtlasSettings settings) {
    if (spec.startsWith(BUNDLED)) {
      var atlas = new Atlas(settings);
      if (atlas.names().contains(spec)) return atlas.dataset(spec);
      throw unknown("dataset", spec, atlas.names());
    }
    Path path = Path.of(spec);
    if (Files.isDirectory(path)) return BeirFolder.open(path);
    if (Files.isRegularFile(path)) return PairFile.open(path);
    throw new BadInput(spec + ": no such file or folder");
  }

  /** As {@link #text(String, AtlasSettings)}, with the default settings. */
  public static PretrainingText text(String spec) {
    return text(spec, AtlasSettings.DEFAULT);
  }

  /**
   * Text to pre-train on: {@code atlas/text}, or a file or folder of plain text.
   *
   * @throws BadInput when there is no such text
   */
  public static PretrainingText text(String spec, AtlasSettings settings) {
    if (spec.equals(TEXT)) return new Atlas(settings).text();
    if (spec.startsWith(BUNDLED)) throw unknown("text", spec, List.of(TEXT));
    Path path = Path.of(spec);
    if (Files.exists(path)) return PlainText.open(path);
    throw new BadInput(spec + ": no such file or folder");
  }

  private static BadInput unknown(String what, String spec, List<String> names) {
    var distance = LevenshteinDistance.getDefaultInstance();
    String nearest =
        names.stream().min(Comparator.comparing(name -> distance.apply(name, spec))).orElseThrow();
    return new BadInput(
        "no bundled "
            + what
            + " "
            + spec
            + "; did you mean "
            + nearest
            + "? There are: "
            + String.join(", ", names));
  }
}
