package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.denselab.base.Sha256;

/**
 * The files of a folder, with their sizes and digests.
 *
 * @param files by path within the folder, with slashes
 */
record Manifest(SortedMap<String, Entry> files) {
  record Entry(long bytes, String sha256) {}

  Manifest(Map<String, Entry> files) {
    this(new TreeMap<>(files));
  }

  static Manifest of(Path folder) throws IOException {
    var files = new TreeMap<String, Entry>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList())
        files.put(name(folder, file), new Entry(Files.size(file), Sha256.of(file)));
    }
    return new Manifest(files);
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  long bytes() {
    return files.values().stream().mapToLong(Entry::bytes).sum();
  }

  /**
   * The first file that is not as it was, and how; empty where all is as it was. Files that are not
   * listed are nobody's business.
   *
   * @param digested the files whose bytes are read; of the others the size must do
   */
  Optional<String> damage(Path folder, Predicate<String> digested) throws IOException {
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Entry entry = file.getValue();
      if (!Files.isRegularFile(path)) return Optional.of(path + " is missing");
      long bytes = Files.size(path);
      if (bytes != entry.bytes())
        return Optional.of("%s has %,d bytes instead of %,d".formatted(path, bytes, entry.bytes()));
      if (digested.test(file.getKey()) && !Sha256.of(path).equals(entry.sha256()))
        return Optional.of(path + " has other bytes than were written (SHA-256 differs)");
    }
    return Optional.empty();
  }
}
