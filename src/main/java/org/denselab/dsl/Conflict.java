package org.denselab.dsl;

import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** Whether the tasks of a joint run pull in the same direction. */
public record Conflict(
    @Default("4") @Range(min = 1) @Doc("batches of a task whose gradients are averaged")
        int batches,
    @Default("42") @Range(min = 0) @Doc("draws these batches, the same at all steps") long seed) {}
