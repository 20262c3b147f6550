package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.BadInput;
import org.denselab.base.Sha256;
import org.denselab.data.Example;
import org.denselab.data.MemoryPairs;
import org.denselab.data.Pairs;

/** Data in one file that a task can train on or be tested on. */
public final class PairFile {
  private PairFile() {}

  /**
   * Reads training records or scored pairs whole.
   *
   * @throws BadInput naming file and line of a record that cannot be trained on, or when the file
   *     is of another kind
   */
  public static Pairs open(Formats.Taken taken) {
    Path path = taken.path();
    String name = path.getFileName().toString();
    try {
      return switch (taken.format()) {
        case TrainingFormat format ->
            new MemoryPairs(
                name, fingerprint(format, path), false, examples(format, path), List.of());
        case ScoredFormat format -> {
          try (var pairs = format.read(path)) {
            yield new MemoryPairs(
                name, Sha256.of(path), false, List.of(), pairs.map(Placed::value).toList());
          }
        }
        case Format format ->
            throw new BadInput(
                path
                    + ": "
                    + taken.look()
                    + ", taken for "
                    + taken.says()
                    + "; a task needs a collection, training records or scored pairs");
      };
    } catch (IOException e) {
      throw new BadInput(path + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static List<Example> examples(TrainingFormat format, Path path) {
    try (var records = format.read(path)) {
      return records.map(r -> TrainingRecord.example(r, format.namesPassages())).toList();
    }
  }

  private static String fingerprint(TrainingFormat format, Path path) throws IOException {
    List<Path> files = format.files(path);
    if (files.size() == 1) return Sha256.of(path);
    var hash = new Sha256();
    for (Path file : files) hash.add(Sha256.of(file));
    return hash.hex();
  }
}
