package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads and copies files of formats that are no collection and no training file. */
final class Parts {
  private Parts() {}

  /** All that the file says. */
  static Object read(Format format, Path file) {
    return switch (format) {
      case ScoredFormat f -> values(f.read(file));
      case QueryFormat f -> values(f.read(file));
      case PassageFormat f -> values(f.read(file));
      case TextFormat f -> values(f.read(file));
      case RecordFormat f -> values(f.read(file));
      case JudgmentFormat f -> f.read(file);
      case RunFormat f -> f.read(file);
      case TrainingFormat f -> values(f.read(file));
      case CollectionFormat _ -> throw new IllegalArgumentException("a folder");
    };
  }

  private static <T> List<T> values(Stream<Placed<T>> placed) {
    try (placed) {
      return placed.map(Placed::value).toList();
    }
  }

  static void copy(Format format, Path from, Path to) throws IOException {
    switch (format) {
      case ScoredFormat f -> f.write(to, values(f.read(from)).stream());
      case QueryFormat f -> f.write(to, values(f.read(from)).stream());
      case PassageFormat f -> f.write(to, values(f.read(from)).stream());
      case TextFormat f -> f.write(to, values(f.read(from)).stream());
      case RecordFormat f -> f.write(to, values(f.read(from)).stream());
      case JudgmentFormat f -> f.write(to, f.read(from));
      case RunFormat f -> f.write(to, f.read(from));
      case TrainingFormat f -> f.write(to, values(f.read(from)).stream());
      case CollectionFormat f -> f.write(to, f.open(from));
    }
  }
}
