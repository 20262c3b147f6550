package org.denselab.dsl;

import java.util.Optional;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;

/** What is looked at beside scores. */
public record Analysis(
    @Default("true") @Doc("whether texts of the tests stand in what was pre-trained or trained on")
        boolean contamination,
    @Default("none")
        @Doc("the space of embeddings in numbers, before, during and after fine-tuning")
        Optional<Geometry> geometry,
    @Default("none") @Doc("pictures of the space before and after fine-tuning") Optional<Umap> umap,
    @Default("none")
        @Doc("how fast the models encode and were trained, a measurement of this machine")
        Optional<Timing> timing,
    @Default("none") @Doc("what a linear probe finds in each layer") Optional<Probe> probe,
    @Default("none")
        @Doc(
            "whether the tasks of a joint run pull in the same direction, before it and at"
                + " train.checkpoints")
        Optional<Conflict> conflict,
    @Default("none") @Doc("which feed-forward neurons make the embeddings")
        Optional<Attribution> attribution) {}
