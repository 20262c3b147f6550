package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.base.Sha256;
import org.denselab.data.PretrainingText;

/** Plain text, one paragraph a line: one file, or every {@code .txt} of a folder by name. */
public record PlainText(String name, String fingerprint, List<Path> files)
    implements PretrainingText {
  public PlainText {
    files = List.copyOf(files);
  }

  /**
   * Hashes the text; reading it comes later.
   *
   * @throws BadInput when there is no text
   */
  public static PlainText open(Path path) {
    try {
      List<Path> files = Files.isDirectory(path) ? textsIn(path) : List.of(path);
      if (files.isEmpty()) throw new BadInput(path + ": holds no .txt nor .txt.gz");
      var hash = new Sha256();
      for (Path file : files) hash.add(file.getFileName().toString()).add(Sha256.of(file));
      return new PlainText(path.toRealPath().getFileName().toString(), hash.hex(), files);
    } catch (IOException e) {
      throw new BadInput(path + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public Stream<String> paragraphs() {
    return files.stream()
        .flatMap(TextFile::lines)
        .filter(line -> !line.isBlank())
        .map(line -> line.text().strip());
  }

  private static List<Path> textsIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[^.].*\\.txt(\\.gz)?"))
          .sorted()
          .toList();
    }
  }
}
