package org.denselab.dsl;

import java.util.Locale;

/** Choices as YAML spells them. */
public final class Words {
  private Words() {}

  /** The word of a choice, such as {@code bm25}. */
  public static String of(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
