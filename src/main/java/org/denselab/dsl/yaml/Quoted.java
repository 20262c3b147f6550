package org.denselab.dsl.yaml;

/** Text of a file inside a message. */
public final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  /** The text in double quotes, cut when long, without control characters. */
  public static String of(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return '"' + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…") + '"';
  }
}
