package org.denselab.dsl;

import java.util.Optional;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;

/** The tokenizer that is trained for a backbone from scratch, to its vocab_size. */
public record TokenizerTraining(
    @Default("wordpiece") @Doc("the algorithm") Kind kind,
    @Default("none")
        @Doc("text to train on; none: that of pre-training, else the tasks' training texts")
        Optional<String> text,
    @Default("false") @Doc("allows text of a collection that the study tests on")
        boolean transductive) {
  /** Algorithms that make a vocabulary. */
  public enum Kind {
    @Doc("WordPiece in lower case without accents, as BERT has it")
    WORDPIECE,
    @Doc("byte-level BPE, as GPT-2 has it")
    BPE
  }
}
