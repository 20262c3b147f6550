package org.denselab.text;

import java.util.OptionalInt;

/** Ids of the special tokens by role; a role that the vocabulary does not have is empty. */
public record SpecialTokens(
    OptionalInt cls,
    OptionalInt sep,
    OptionalInt bos,
    OptionalInt eos,
    OptionalInt pad,
    OptionalInt mask) {}
