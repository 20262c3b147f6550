package org.denselab.dsl;

import java.util.List;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;
import org.denselab.dsl.schema.Size;

/** How BM25 indexes and scores; the defaults are Anserini's. */
public record Lexical(
    @Default("0.9") @Range(min = 0) @Doc("how fast repeated terms saturate") double k1,
    @Default("0.4") @Range(min = 0, max = 1) @Doc("how much long passages lose") double b,
    @Default("english") @Doc("how text becomes terms") Analyzer analyzer,
    @Default("porter") @Doc("how terms lose their endings") Stemming stemming,
    @Default("{}") @Doc("what bm25_tuned chooses among on dev") Grid grid) {
  /** Values of k1 and b, each with each. */
  public record Grid(
      @Default("[0.6, 0.9, 1.2, 1.5, 1.8]") @Size(min = 1) @Range(min = 0) @Doc("values of k1")
          List<Double> k1,
      @Default("[0.2, 0.4, 0.6, 0.75, 0.9]")
          @Size(min = 1)
          @Range(min = 0, max = 1)
          @Doc("values of b")
          List<Double> b) {
    public Grid {
      k1 = List.copyOf(k1);
      b = List.copyOf(b);
    }
  }

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
