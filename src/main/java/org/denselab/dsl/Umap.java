package org.denselab.dsl;

import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** A picture of the space in two dimensions (McInnes et al. 2018). */
public record Umap(
    @Default("300") @Range(min = 20) @Doc("queries, and passages, of each model in the picture")
        int sample,
    @Default("15") @Range(min = 2) @Doc("neighbours that a point is drawn near to") int neighbours,
    @Default("0.1") @Range(min = 0, max = 1) @Doc("how close points may lie in the picture")
        double minDist,
    @Default("42") @Range(min = 0) @Doc("of the sample and of the picture") long seed) {}
