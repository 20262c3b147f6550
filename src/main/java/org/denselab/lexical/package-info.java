/**
 * BM25 with Lucene: index and search. Entry type: {@link org.denselab.lexical.Bm25Index}. A ranking
 * depends on the collection and the settings alone, never on threads or on how the index was built:
 * one segment, sorted by passage id descending, so that Lucene's own tie-break is trec_eval's. Must
 * not know graphs or training.
 */
package org.denselab.lexical;
