package org.denselab.dsl;

import java.util.Optional;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** How token vectors become one embedding. */
public record Head(
    @Default("auto") @Doc("which token vectors are the text's") Pooling pooling,
    @Default("none") @Range(min = 1) @Doc("width of a linear projection after pooling")
        Optional<Integer> project,
    @Default("true") @Doc("embeddings of length 1, so that the dot product is the cosine")
        boolean normalize,
    @Default("none")
        @Doc("whether a mean covers instruction and prefix; none: as the folder says, else true")
        Optional<Boolean> poolInstruction) {
  /** Which token vectors are the text's. */
  public enum Pooling {
    @Doc(
        "as the folder of the weights says; else the last token of a decoder, the mean of T5 and"
            + " Contriever, the first token of other encoders")
    AUTO,
    @Doc("the first token")
    CLS,
    @Doc("the mean over all tokens that are not padding")
    MEAN,
    @Doc("the last token that is not padding")
    LAST,
    @Doc("the first token through the weights' pooler, a dense layer and tanh, as BERT has it")
    POOLER
  }
}
