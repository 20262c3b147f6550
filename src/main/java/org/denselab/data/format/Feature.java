package org.denselab.data.format;

/** What a dataset may hold and not every format can carry. */
public enum Feature {
  QUERY_IDS("ids of queries"),
  PASSAGE_IDS("ids of passages"),
  TITLES("titles apart from texts"),
  SEVERAL_POSITIVES("several positives a query"),
  NEGATIVES("hard negatives"),
  SEVERAL_NEGATIVES("several negatives a query"),
  NO_NEGATIVE("queries without a negative"),
  TEACHER_SCORES("a teacher's scores"),
  PARTIAL_SCORES("records with a teacher's score for some passages only"),
  ANSWERS("short answers"),
  OTHER_KEYS("other keys"),
  TABS("texts with tabs or line breaks"),
  OUTER_BLANKS("texts with blanks at an end"),
  BREAKS("texts of several lines"),
  GRADES("grades other than 1"),
  UNJUDGED_QUERIES("queries without judgments"),
  UNJUDGED_PASSAGES("passages that no query judges"),
  SPLITS("several splits"),
  SLICES("slices of queries"),
  QUERIES("queries"),
  PASSAGES("passages"),
  JUDGMENTS("judgments"),
  DESCRIPTIONS("descriptions and narratives");

  private final String says;

  Feature(String says) {
    this.says = says;
  }

  /** In words, such as {@code hard negatives}. */
  public String says() {
    return says;
  }
}
