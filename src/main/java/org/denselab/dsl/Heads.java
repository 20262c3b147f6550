package org.denselab.dsl;

import java.util.Optional;
import org.denselab.dsl.schema.Checked;

/** Whether numbers of attention heads go together. */
final class Heads {
  private Heads() {}

  static void divide(Checked.Findings at, int heads, int width) {
    if (width % heads != 0)
      at.problem(
          "num_attention_heads", heads + " attention heads do not divide hidden_size " + width);
  }

  static void share(Checked.Findings at, Optional<Integer> keyValueHeads, int heads) {
    if (keyValueHeads.isPresent() && heads % keyValueHeads.get() != 0)
      at.problem(
          "num_key_value_heads",
          keyValueHeads.get()
              + " heads of keys and values do not divide "
              + heads
              + " attention heads");
  }

  /** Rotary positions turn dimensions in pairs. */
  static void pair(Checked.Findings at, int headWidth) {
    if (headWidth % 2 != 0)
      at.problem("num_attention_heads", "a head's width of " + headWidth + " is odd");
  }
}
