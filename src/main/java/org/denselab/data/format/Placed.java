package org.denselab.data.format;

import java.util.function.Function;
import org.denselab.base.BadInput;

/**
 * Something that was read, with its place.
 *
 * @param place {@code file:line}
 */
public record Placed<T>(String place, T value) {
  static <T> Placed<T> at(Line line, T value) {
    return new Placed<>(line.place(), value);
  }

  public <R> Placed<R> with(Function<T, R> change) {
    return new Placed<>(place, change.apply(value));
  }

  /**
   * Its id, where that can stand in a run and in judgments, whose columns are split at blanks.
   *
   * @throws BadInput where it holds a blank, which would shift the columns without a word
   */
  String checked(String id) {
    if (id.chars().noneMatch(Character::isWhitespace)) return id;
    throw error(
        "id \""
            + id
            + "\" holds a blank, which the columns of a TREC run cannot; write, say, "
            + id.replaceAll("\\s", "_"));
  }

  public BadInput error(String message) {
    return new BadInput(place + ": " + message);
  }
}
