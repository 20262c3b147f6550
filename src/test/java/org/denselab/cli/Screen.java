package org.denselab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a terminal shows after some output: returns, newlines, cleared line ends; colours aside. */
final class Screen {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[\\d*(;\\d+)*m");

  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int column;
  private int widest;

  static Screen after(String output) {
    var screen = new Screen();
    String text = COLOUR.matcher(output).replaceAll("").replace("\u001b[K", "\u000b");
    text.chars().forEach(screen::put);
    return screen;
  }

  private void put(int character) {
    StringBuilder line = lines.getLast();
    switch (character) {
      case '\r' -> column = 0;
      case '\n' -> {
        lines.add(new StringBuilder());
        column = 0;
      }
      case '\u000b' -> line.setLength(Math.min(column, line.length()));
      default -> {
        if (column < line.length()) line.setCharAt(column, (char) character);
        else line.append((char) character);
        widest = Math.max(widest, ++column);
      }
    }
  }

  List<String> lines() {
    return lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  /** Columns of the longest line that there ever was. */
  int widest() {
    return widest;
  }
}
