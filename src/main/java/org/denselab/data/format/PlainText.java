package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.base.Sha256;
import org.denselab.data.Document;
import org.denselab.data.PretrainingText;

/**
 * Text to pre-train on: plain text (one file, or every {@code .txt} of a folder by name), the
 * passages of a corpus file, or JSON lines with a key {@code text}.
 *
 * @param read the passages of one file
 */
public record PlainText(
    String name, String fingerprint, List<Path> files, Function<Path, Stream<String>> read)
    implements PretrainingText {
  public PlainText {
    files = List.copyOf(files);
  }

  /**
   * Hashes the text; reading it comes later.
   *
   * @throws BadInput when there is no text
   */
  public static PlainText open(Formats.Taken taken) {
    Path path = taken.path();
    try {
      List<Path> files = Files.isDirectory(path) ? textsIn(path) : List.of(path);
      if (files.isEmpty()) throw new BadInput(path + ": holds no .txt nor .txt.gz");
      var hash = new Sha256();
      for (Path file : files) hash.add(file.getFileName().toString()).add(Sha256.of(file));
      // the same bytes can be read in two ways
      if (taken.named()) hash.add(taken.format().name());
      return new PlainText(
          path.toRealPath().getFileName().toString(), hash.hex(), files, reading(taken));
    } catch (IOException e) {
      throw new BadInput(path + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public Stream<String> paragraphs() {
    return files.stream().flatMap(read).filter(text -> !text.isBlank());
  }

  private static Function<Path, Stream<String>> reading(Formats.Taken taken) {
    return switch (taken.format()) {
      case TextFormat format -> file -> format.read(file).map(Placed::value);
      case PassageFormat format ->
          file -> format.read(file).map(Placed::value).map(Document::joined);
      case RecordFormat _ ->
          file -> JsonLines.read(file, json -> json.text("text")).map(Placed::value);
      case Format _ ->
          throw new BadInput(
              taken.path()
                  + ": "
                  + taken.look()
                  + ", taken for "
                  + taken.says()
                  + "; text to train on is plain text, a corpus file, or JSON lines with \"text\"");
    };
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
