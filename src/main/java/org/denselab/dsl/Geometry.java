package org.denselab.dsl;

import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** Numbers of the space of embeddings. */
public record Geometry(
    @Default("1000")
        @Range(min = 20)
        @Doc("queries, their positives, and passages that are looked at")
        int sample,
    @Default("10") @Range(min = 1) @Doc("nearest neighbours that are compared with the base's")
        int neighbours,
    @Default("42") @Range(min = 0) @Doc("draws the sample, one for all models") long seed) {}
