package org.denselab.data.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A layout of data on disk. One class a format; {@link Formats} lists them. */
public sealed interface Format
    permits CollectionFormat,
        TrainingFormat,
        ScoredFormat,
        QueryFormat,
        PassageFormat,
        JudgmentFormat,
        RunFormat,
        TextFormat,
        RecordFormat {
  /** What users write, such as {@code tevatron}. */
  String name();

  /** What a file of it looks like, in a few words. */
  String says();

  /** Whether the file looks like it. */
  boolean recognises(Sample sample);

  /** What it can hold; see {@link Feature}. */
  Set<Feature> carries();

  /** The files that make up the data at {@code path}. */
  default List<Path> files(Path path) {
    return List.of(path);
  }
}
