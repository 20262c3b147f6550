package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.denselab.base.Sha256;

/** SHA-256 over the names and bytes of a folder's own files. */
final class FolderFingerprint {
  private FolderFingerprint() {}

  static String of(Path folder) throws IOException {
    var hash = new Sha256();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList())
        hash.add(file.getFileName().toString()).add(Sha256.of(file));
    }
    return hash.hex();
  }
}
