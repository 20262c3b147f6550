package org.denselab.dsl;

import java.util.Optional;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** What is published of a backbone and changes nothing that is computed; for tables and plans. */
public record Facts(
    @Default("none") @Doc("tokens read in its published pre-training, where that is known")
        Optional<Count> tokensSeen,
    @Default("false") @Doc("whether it was tuned to follow instructions (chat), or is a base model")
        boolean chat,
    @Default("none")
        @Range(min = 1)
        @Doc("how many it has as published, with a head or pooler that is not computed here")
        Optional<Long> parameters,
    @Default("none") @Doc("under which license its weights are published")
        Optional<String> license) {}
