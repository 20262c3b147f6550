package org.denselab.lexical;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** A text as a bag of words: every term an optional clause, weighted by how often it occurs. */
final class QueryTerms {
  static {
    // questions can be whole passages, and Lucene refuses more than 1024 clauses otherwise
    IndexSearcher.setMaxClauseCount(Integer.MAX_VALUE);
  }

  private QueryTerms() {}

  /** Terms and their counts, empty where the text has only stop words. */
  static Map<String, Integer> of(String text, Analyzer analyzer) {
    var counts = new LinkedHashMap<String, Integer>();
    try (var stream = analyzer.tokenStream(IndexBuilder.CONTENTS, text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) counts.merge(term.toString(), 1, Integer::sum);
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return counts;
  }

  static Query query(Map<String, Integer> terms) {
    var any = new BooleanQuery.Builder();
    terms.forEach(
        (term, count) -> {
          Query one = new TermQuery(new Term(IndexBuilder.CONTENTS, term));
          any.add(count == 1 ? one : new BoostQuery(one, count), Occur.SHOULD);
        });
    return any.build();
  }
}
