package org.denselab.analysis;

import java.util.stream.Stream;
import org.denselab.data.Document;
import org.denselab.data.format.CollectionFormat;
import org.denselab.data.format.Format;
import org.denselab.data.format.Formats;
import org.denselab.data.format.Passage;
import org.denselab.data.format.PassageFormat;
import org.denselab.data.format.Placed;
import org.denselab.data.format.QueryFormat;
import org.denselab.data.format.ScoredFormat;
import org.denselab.data.format.TextFormat;
import org.denselab.data.format.TrainingFormat;

/** The first texts of data, enough to train a vocabulary on. */
final class SampleTexts {
  static final int CHARACTERS = 2_000_000;

  private SampleTexts() {}

  /** The caller closes the stream. */
  static Stream<String> of(Formats.Taken taken) {
    var path = taken.path();
    Stream<String> texts =
        switch (taken.format()) {
          case CollectionFormat format -> {
            var parts = format.parts(path);
            yield documents(parts.passages(), parts.corpus());
          }
          case TrainingFormat format ->
              format
                  .read(path)
                  .map(Placed::value)
                  .flatMap(
                      record ->
                          Stream.concat(
                              Stream.of(record.query()), record.passages().map(Passage::joined)));
          case ScoredFormat format ->
              format.read(path).flatMap(p -> Stream.of(p.value().first(), p.value().second()));
          case QueryFormat format -> format.read(path).map(topic -> topic.value().title());
          case PassageFormat format -> documents(format, path);
          case TextFormat format -> format.read(path).map(Placed::value);
          case Format _ -> Stream.empty();
        };
    long[] read = {0};
    return texts.takeWhile(text -> (read[0] += text.length()) <= CHARACTERS);
  }

  private static Stream<String> documents(PassageFormat format, java.nio.file.Path path) {
    return format.read(path).map(Placed::value).map(Document::joined);
  }
}
