package org.denselab.eval.significance;

/** What the data say of a {@link Claim}. */
public sealed interface Verdict {
  /** The interval that it rests on. */
  Interval interval();

  /** The claim is borne out. */
  record Holds(Interval interval) implements Verdict {}

  /** The opposite is borne out. */
  record Fails(Interval interval) implements Verdict {}

  /** The data are too few to say. */
  record Undecided(Interval interval) implements Verdict {}

  /** In running text: holds, fails or undecided. */
  default String word() {
    return switch (this) {
      case Holds _ -> "holds";
      case Fails _ -> "fails";
      case Undecided _ -> "undecided";
    };
  }
}
