package org.denselab.study;

import org.denselab.dsl.Lexical;
import org.denselab.lexical.Analysis;
import org.denselab.lexical.Bm25;

/** The study's lexical settings in the words of the lexical room. */
final class Lexicals {
  private Lexicals() {}

  static Analysis analysis(Lexical lexical) {
    return new Analysis(
        switch (lexical.analyzer()) {
          case ENGLISH -> Analysis.Words.ENGLISH;
          case STANDARD -> Analysis.Words.STANDARD;
        },
        switch (lexical.stemming()) {
          case PORTER -> Analysis.Stemming.PORTER;
          case NONE -> Analysis.Stemming.NONE;
        });
  }

  static Bm25 bm25(Lexical lexical) {
    return new Bm25((float) lexical.k1(), (float) lexical.b());
  }
}
