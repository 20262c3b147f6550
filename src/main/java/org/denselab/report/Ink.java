package org.denselab.report;

/** Colours for a terminal, or none. */
record Ink(boolean colour) {
  static final String BOLD = "1";
  static final String DIM = "2";
  static final String GREEN = "32";
  static final String RED = "31";

  /** {@code text} in a style, by the number of its escape sequence; empty for none. */
  String of(String text, String style) {
    boolean styled = colour && !style.isEmpty() && !text.isBlank();
    return styled ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
  }
}
