package org.denselab.dsl;

import org.denselab.dsl.schema.Doc;

/** What finds passages. */
public enum Retriever {
  @Doc("Lucene's BM25")
  BM25,
  @Doc("the backbone's embeddings, searched exactly")
  DENSE,
  @Doc("BM25 and dense fused")
  HYBRID
}
