package org.denselab.dsl;

import java.util.Optional;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** How a passage is written and cut. */
public record PassageText(
    @Default("${train.passage_length}") @Range(min = 4) @Doc("longest passage in tokens")
        int length,
    @Default("right") @Doc("where a longer one is cut") QueryText.Truncate truncate,
    @Default("none")
        @Doc("text before the passage; none: the prompt of the weights' folder, if it has one")
        Optional<String> prefix) {}
