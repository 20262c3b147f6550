package org.denselab.dsl;

import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** How BM25 indexes and scores; the defaults are Anserini's. */
public record Lexical(
    @Default("0.9") @Range(min = 0) @Doc("how fast repeated terms saturate") double k1,
    @Default("0.4") @Range(min = 0, max = 1) @Doc("how much long passages lose") double b,
    @Default("english") @Doc("how text becomes terms") Analyzer analyzer,
    @Default("porter") @Doc("how terms lose their endings") Stemming stemming) {
  /** How text becomes terms. */
  public enum Analyzer {
    @Doc("words in lower case, without possessives and English stop words")
    ENGLISH,
    @Doc("words in lower case")
    STANDARD
  }

  /** How terms lose their endings. */
  public enum Stemming {
    @Doc("Porter's rules")
    PORTER,
    @Doc("not at all")
    NONE
  }
}
