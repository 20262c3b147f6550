package org.denselab.lexical;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.denselab.base.BadInput;

/** How texts become terms; an index and its queries share one. */
public enum Analysis {
  /**
   * English as Anserini does it: Unicode words, possessive dropped, lower case, Lucene's short list
   * of stop words dropped, Porter's stemmer.
   */
  ENGLISH,
  /** The same without stemming. */
  ENGLISH_UNSTEMMED,
  /** Unicode words in lower case, nothing dropped: for other languages. */
  STANDARD;

  /**
   * Reads {@link #toString()}'s spelling.
   *
   * @throws BadInput listing the analyzers there are
   */
  public static Analysis parse(String name) {
    for (Analysis analysis : values()) if (analysis.toString().equals(name)) return analysis;
    throw new BadInput(
        "unknown analyzer '%s': there are %s"
            .formatted(
                name,
                Arrays.stream(values()).map(Analysis::toString).collect(Collectors.joining(", "))));
  }

  Analyzer analyzer() {
    return new WordAnalyzer(this != STANDARD, this == ENGLISH);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
