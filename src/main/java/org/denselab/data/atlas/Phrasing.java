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
  ELLIPSIS("t");

  final String letter;

  Phrasing(String letter) {
    this.letter = letter;
  }
}
