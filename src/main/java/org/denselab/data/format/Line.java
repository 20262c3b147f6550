package org.denselab.data.format;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.denselab.base.BadInput;

/** One line of a text file and its place, counted from 1. */
record Line(Path file, long number, String text) {
  private static final Pattern NUMBER =
      Pattern.compile("\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?\\s*");
  private static final int LONGEST = 100;

  BadInput error(String message) {
    return new BadInput(place() + ": " + message);
  }

  /** {@code file:line}. */
  String place() {
    return file + ":" + number;
  }

  boolean isBlank() {
    return text.isBlank();
  }

  int integer(String value, String what) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw error(what + " must be a whole number, but is " + shown(value));
    }
  }

  double number(String value, String what) {
    // not all that Java reads as a number: 1f and 0x1p3 are no numbers elsewhere
    if (value.length() <= LONGEST && NUMBER.matcher(value).matches()) {
      double number = Double.parseDouble(value);
      if (Double.isFinite(number)) return number;
    }
    throw error(what + " must be a finite number, but is " + shown(value));
  }

  private static String shown(String value) {
    return "'" + (value.length() <= 60 ? value : value.substring(0, 60) + "…") + "'";
  }
}
