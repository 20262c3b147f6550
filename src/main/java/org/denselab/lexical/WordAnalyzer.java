package org.denselab.lexical;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/** The filters behind {@link Analysis}. */
final class WordAnalyzer extends Analyzer {
  private final boolean english;
  private final boolean stemming;

  WordAnalyzer(boolean english, boolean stemming) {
    this.english = english;
    this.stemming = stemming;
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    var words = new StandardTokenizer();
    TokenStream terms = english ? new EnglishPossessiveFilter(words) : words;
    terms = new LowerCaseFilter(terms);
    if (english) terms = new StopFilter(terms, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
    if (stemming) terms = new PorterStemFilter(terms);
    return new TokenStreamComponents(words, terms);
  }
}
