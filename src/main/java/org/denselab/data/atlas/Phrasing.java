package org.denselab.data.atlas;

/** The kinds of templates in a phrase table, with the letters that stand for them there. */
enum Phrasing {
  QUESTION("q"),
  STATEMENT("p"),
  /** One more sentence on the subject that states no fact of the tables. */
  REMARK("m"),
  /** Names the entity by the fact, as in "the country whose capital is {v}". */
  DESCRIPTION("i"),
  /** A question that leaves the entity to what was said before. */
  ELLIPSIS("t"),
  /** Names another entity, the value, by this one: "the country where {e} was born". */
  BRIDGE("b"),
  /** Contradicts the fact where another value would not, because several can be true. */
  CONTRADICTION("x");

  final String letter;

  Phrasing(String letter) {
    this.letter = letter;
  }
}
