package org.denselab.base;

import java.util.ArrayList;
import java.util.List;

/**
 * Text of unknown origin on a terminal: what it would act on is spelled out, and widths are counted
 * in columns, where an ideograph takes two and an accent none.
 */
public final class ConsoleText {
  private static final String ELLIPSIS = "..";

  private ConsoleText() {}

  /**
   * {@code text} on one line, safe to print: an escape sequence, a bell, or a mark that turns the
   * direction of writing is shown as {@code \x1b} or {@code \u202e} and does nothing.
   */
  public static String of(String text) {
    var safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\t' || c == '\r') safe.append(' ');
              else if (Character.isISOControl(c)) safe.append("\\x%02x".formatted(c));
              else if (acts(c)) safe.append("\\u%04x".formatted(c));
              else safe.appendCodePoint(c);
            });
    return safe.toString();
  }

  /** Marks of direction, line separators, and halves of characters. */
  private static boolean acts(int c) {
    return c == 0x61c
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || Character.getType(c) == Character.SURROGATE;
  }

  /** Columns that {@code text} takes. */
  public static int width(String text) {
    return text.codePoints().map(ConsoleText::width).sum();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) return 0;
    boolean wide =
        (c >= 0x1100 && c <= 0x115f)
            || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
            || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff)
            || (c >= 0xfe30 && c <= 0xfe6f)
            || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0xffe0 && c <= 0xffe6)
            || (c >= 0x1f000 && c <= 0x3fffd)
            || Character.isEmojiPresentation(c);
    return wide ? 2 : 1;
  }

  /** At most {@code columns} of {@code text}, the middle left out: ends tell names apart. */
  public static String fit(String text, int columns) {
    if (width(text) <= columns) return text;
    if (columns <= ELLIPSIS.length() + 1) return head(text, Math.max(0, columns));
    int tail = (columns - ELLIPSIS.length()) / 2;
    return head(text, columns - ELLIPSIS.length() - tail) + ELLIPSIS + tail(text, tail);
  }

  /** {@code text} with spaces after it up to {@code columns}. */
  public static String left(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  /** {@code text} with spaces before it up to {@code columns}. */
  public static String right(String text, int columns) {
    return " ".repeat(Math.max(0, columns - width(text))) + text;
  }

  /**
   * Lines of at most {@code columns}, broken after a space or a joint of a name where there is one.
   */
  public static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (width(rest) > columns) {
      String line = head(rest, Math.max(2, columns));
      int joint = -1;
      for (int i = line.length() / 2; i < line.length(); i++)
        if (" -_/,=".indexOf(line.charAt(i)) >= 0) joint = i;
      if (rest.startsWith(" ", line.length())) joint = line.length() - 1;
      if (joint > 0) line = line.substring(0, joint + 1);
      lines.add(line.stripTrailing());
      rest = rest.substring(line.length()).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  private static String head(String text, int columns) {
    int end = 0;
    for (int used = 0; end < text.length(); ) {
      int c = text.codePointAt(end);
      used += width(c);
      if (used > columns) break;
      end += Character.charCount(c);
    }
    return text.substring(0, end);
  }

  private static String tail(String text, int columns) {
    int start = text.length();
    for (int used = 0; start > 0; ) {
      int c = text.codePointBefore(start);
      used += width(c);
      if (used > columns) break;
      start -= Character.charCount(c);
    }
    return text.substring(start);
  }
}
