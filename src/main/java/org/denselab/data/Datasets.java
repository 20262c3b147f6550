package org.denselab.data;

import java.util.List;
import org.denselab.base.BadInput;
import org.denselab.base.NearestName;
import org.denselab.data.atlas.Atlas;
import org.denselab.data.atlas.AtlasSettings;
import org.denselab.data.format.CollectionFormat;
import org.denselab.data.format.Formats;
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
   * A bundled dataset such as {@code atlas/search}; else a folder or file of any of the {@link
   * Formats} that a task can use, told by its look or by {@code format:path}.
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
    var taken = Formats.of(spec);
    return taken.format() instanceof CollectionFormat format
        ? format.open(taken.path())
        : PairFile.open(taken);
  }

  /** As {@link #text(String, AtlasSettings)}, with the default settings. */
  public static PretrainingText text(String spec) {
    return text(spec, AtlasSettings.DEFAULT);
  }

  /**
   * Text to pre-train on: {@code atlas/text}, a file or folder of plain text, or a corpus file.
   *
   * @throws BadInput when there is no such text
   */
  public static PretrainingText text(String spec, AtlasSettings settings) {
    if (spec.equals(TEXT)) return new Atlas(settings).text();
    if (spec.startsWith(BUNDLED)) throw unknown("text", spec, List.of(TEXT));
    return PlainText.open(Formats.of(spec));
  }

  private static BadInput unknown(String what, String spec, List<String> names) {
    String nearest = NearestName.of(spec, names).orElseThrow();
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
