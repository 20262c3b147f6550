package org.denselab.dsl;

import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** What is taken of the data. */
public record Data(
    @Default("1.0")
        @Range(above = 0, max = 1)
        @Doc("share of each task's training queries that is used, drawn by seed")
        double fraction,
    @Default("true")
        @Doc("whether training and evaluation write queries with their tasks' instructions")
        boolean instructions) {}
