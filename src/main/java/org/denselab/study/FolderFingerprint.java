package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.denselab.base.Sha256;

/**
 * SHA-256 over the names and bytes of a folder's own files, and of those in folders that
 * sentence-transformers names by number, such as {@code 1_Pooling}.
 */
final class FolderFingerprint {
  private FolderFingerprint() {}

  static String of(Path folder) throws IOException {
    var hash = new Sha256();
    try (Stream<Path> files = Files.walk(folder, 2)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path name = folder.relativize(file);
        if (name.getNameCount() == 1 || name.toString().matches("[0-9]+_.*"))
          hash.add(name.toString()).add(Sha256.of(file));
      }
    }
    return hash.hex();
  }
}
