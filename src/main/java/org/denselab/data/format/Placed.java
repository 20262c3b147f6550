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

  public BadInput error(String message) {
    return new BadInput(place + ": " + message);
  }
}
