package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import org.denselab.data.Collection;

/** A folder with passages, queries and judgments. */
public sealed interface CollectionFormat extends Format permits Beir, MsMarco {
  /**
   * Opens the folder; its files are read when they are asked for.
   *
   * @throws org.denselab.base.BadInput when a file of the layout is missing
   */
  default Collection open(Path folder) {
    return parts(folder).open();
  }

  /** The files of the layout, as {@link #open} finds them. */
  CollectionParts parts(Path folder);

  /** Replaces {@code folder}, whole or not at all. */
  void write(Path folder, Collection collection) throws IOException;
}
