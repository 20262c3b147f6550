package org.denselab.dsl;

import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** How fast the models encode, LoRA's adapters beside the weights and merged into them. */
public record Timing(
    @Default("200") @Range(min = 20) @Doc("queries, and passages, of a round") int sample,
    @Default("5") @Range(min = 1) @Doc("rounds, all models in turn; medians are told")
        int rounds) {}
