package org.denselab.data.format;

import java.nio.file.Path;
import org.denselab.base.BadInput;

/** One line of a text file and its place, counted from 1. */
record Line(Path file, long number, String text) {
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
      throw error(what + " must be a whole number, but is '" + value + "'");
    }
  }

  double number(String value, String what) {
    try {
      double number = Double.parseDouble(value);
      if (Double.isFinite(number)) return number;
    } catch (NumberFormatException e) {
      // said below, together with infinities
    }
    throw error(what + " must be a finite number, but is '" + value + "'");
  }
}
