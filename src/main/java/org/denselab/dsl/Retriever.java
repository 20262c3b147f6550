package org.denselab.dsl;

import org.denselab.dsl.schema.Doc;

/** What finds passages. */
public enum Retriever {
  @Doc("Lucene's BM25")
  BM25,
  @Doc("BM25 with the k1 and b of evaluate.lexical.grid that do best on dev")
  BM25_TUNED,
  @Doc("BM25 over what the backbone reads of each passage: all are cut at the same token")
  BM25_CUT,
  @Doc("the backbone's embeddings, searched exactly")
  DENSE,
  @Doc("BM25 and dense fused")
  HYBRID
}
