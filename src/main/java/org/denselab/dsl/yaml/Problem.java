package org.denselab.dsl.yaml;

import java.util.Comparator;

/** What is wrong, and where. */
public record Problem(Position at, String message) implements Comparable<Problem> {
  private static final Comparator<Problem> ORDER =
      Comparator.<Problem, String>comparing(p -> p.at.file())
          .thenComparing(p -> p.at.line())
          .thenComparing(p -> p.at.column())
          .thenComparing(Problem::message);

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return at + ": " + message;
  }
}
