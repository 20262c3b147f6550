package org.denselab.graph;

import java.util.Arrays;
import java.util.Locale;
import org.denselab.base.BadInput;

/** How a sequence of token vectors becomes one vector. */
public enum Pooling {
  /** The vector of the first token. */
  CLS,
  /** The mean over all tokens. */
  MEAN,
  /** The vector of the last token, which for decoders is EOS. */
  LAST;

  /** The name as YAML and checkpoints have it: {@code cls}, {@code mean}, {@code last}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Pooling of(String key) {
    return Arrays.stream(values())
        .filter(p -> p.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new BadInput("pooling " + key + " is not one of cls, mean, last"));
  }
}
