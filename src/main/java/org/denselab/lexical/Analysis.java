package org.denselab.lexical;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.denselab.base.BadInput;

/** How texts become terms; an index and its queries share one. */
public record Analysis(Words words, Stemming stemming) {
  /** As Anserini does it by default. */
  public static final Analysis DEFAULT = new Analysis(Words.ENGLISH, Stemming.PORTER);

  /** Which words are terms; Unicode's rules tell where words end. */
  public enum Words {
    /** In lower case, without possessives and Lucene's short list of English stop words. */
    ENGLISH,
    /** In lower case. */
    STANDARD
  }

  /** How terms lose their endings. */
  public enum Stemming {
    /** Porter's rules (1980). */
    PORTER,
    /** Not at all. */
    NONE
  }

  /**
   * Reads {@link #toString()}'s spelling.
   *
   * @throws BadInput where there is no such analysis
   */
  public static Analysis parse(String text) {
    for (Words words : Words.values())
      for (Stemming stemming : Stemming.values()) {
        var analysis = new Analysis(words, stemming);
        if (analysis.toString().equals(text)) return analysis;
      }
    throw new BadInput(
        "unknown analyzer '%s': expected one of %s, a comma, one of %s"
            .formatted(text, names(Words.values()), names(Stemming.values())));
  }

  Analyzer analyzer() {
    return new WordAnalyzer(words == Words.ENGLISH, stemming == Stemming.PORTER);
  }

  private static String names(Enum<?>[] values) {
    return Arrays.stream(values).map(Analysis::name).collect(Collectors.joining(" or "));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return name(words) + ", " + name(stemming);
  }
}
