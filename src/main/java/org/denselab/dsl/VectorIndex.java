package org.denselab.dsl;

import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Named;
import org.denselab.dsl.schema.Range;

/** How the nearest passages are found. */
@ChosenBy("kind")
public sealed interface VectorIndex {
  /** All passages are compared. */
  @Named("exact")
  @Doc("all passages are compared")
  record Exact() implements VectorIndex {}

  /** Lucene's graph of near neighbours (Malkov and Yashunin 2018). */
  @Named("hnsw")
  @Doc("Lucene's HNSW graph; what it finds is scored again exactly, and held against exact search")
  record Hnsw(
      @Default("16") @Range(min = 2, max = 512) @Doc("neighbours of a passage in the graph") int m,
      @Default("100")
          @Range(min = 1, max = 3200)
          @Doc("candidates looked at for a passage when the graph is built")
          int efConstruction,
      @Default("100")
          @Range(min = 1)
          @Doc("candidates kept for a query; evaluate.depth where that is more")
          int efSearch,
      @Default("none") @Doc("how vectors are stored for the search of candidates")
          Quantization quantization)
      implements VectorIndex {}

  /** How a number of a vector is stored. */
  enum Quantization {
    @Doc("as fp32")
    NONE,
    @Doc("in 8 bits")
    INT8,
    @Doc("in 4 bits")
    INT4
  }
}
