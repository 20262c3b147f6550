package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.denselab.base.BadInput;

/** The files of a folder by their names without {@code .gz}. */
final class FolderFiles {
  private static final List<String> USUAL_SPLITS = List.of("train", "dev", "test");

  private FolderFiles() {}

  /** The file, plain or gzipped; two of them would leave open which one counts. */
  static Optional<Path> find(Path folder, String file) {
    Path plain = folder.resolve(file);
    Path gzipped = folder.resolve(file + ".gz");
    if (Files.exists(plain) && Files.exists(gzipped))
      throw new BadInput(folder + ": has both " + file + " and " + file + ".gz; keep one");
    if (Files.exists(plain)) return Optional.of(plain);
    return Files.exists(gzipped) ? Optional.of(gzipped) : Optional.empty();
  }

  /** As {@link #find}, where the layout needs the file. */
  static Path require(Path folder, String file, String layout) {
    return find(folder, file)
        .orElseThrow(
            () -> new BadInput(folder + ": no " + file + " nor " + file + ".gz; " + layout));
  }

  /**
   * Files by the first group of {@code name}: train, dev, test, then others by name. Empty where
   * there is no such folder.
   */
  static Map<String, Path> bySplit(Path folder, Pattern name) {
    Map<String, Path> found = new TreeMap<>(Comparator.comparing(FolderFiles::order));
    if (!Files.isDirectory(folder)) return found;
    try (var files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        var parts = name.matcher(TextFile.plainName(file));
        if (parts.matches()) found.put(parts.group(1), find(folder, parts.group()).orElseThrow());
      }
    } catch (IOException e) {
      throw new BadInput(folder + ": cannot be read (" + e.getMessage() + ")", e);
    }
    return found;
  }

  /** What the folder is called, wherever a link to it lies. */
  static String name(Path folder) {
    try {
      return folder.toRealPath().getFileName().toString();
    } catch (IOException e) {
      throw new BadInput(folder + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static String order(String split) {
    int usual = USUAL_SPLITS.indexOf(split);
    return usual >= 0 ? Integer.toString(usual) : USUAL_SPLITS.size() + split;
  }
}
