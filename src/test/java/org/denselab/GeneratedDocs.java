package org.denselab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a document that a test makes: between {@code <!-- name: …} and {@code <!-- end}. */
public final class GeneratedDocs {
  private GeneratedDocs() {}

  /** Writes the part with {@code -Ddocs=write}, and prints it otherwise: its numbers may differ. */
  public static void part(Path file, String name, String text) throws IOException {
    if (isWritten()) write(file, name, text);
    else System.out.println("\n" + text.strip() + "\n");
  }

  /**
   * Writes the part with {@code -Ddocs=write}, and otherwise fails where it says something else.
   */
  public static void check(Path file, String name, String text) throws IOException {
    String before = Files.readString(file);
    String now = with(before, file, name, text);
    if (isWritten()) Files.writeString(file, now);
    else assertThat(before).as("%s: write it anew with -Ddocs=write", file).isEqualTo(now);
  }

  private static boolean isWritten() {
    return "write".equals(System.getProperty("docs"));
  }

  private static void write(Path file, String name, String text) throws IOException {
    Files.writeString(file, with(Files.readString(file), file, name, text));
  }

  private static String with(String old, Path file, String name, String text) {
    int from = old.indexOf("<!-- " + name + ":");
    assertThat(from).as("%s has no part called %s", file, name).isNotNegative();
    int start = old.indexOf("-->\n", from) + 4;
    int end = old.indexOf("<!-- end " + name + " -->", start);
    assertThat(end).as("%s: the part called %s does not end", file, name).isPositive();
    return old.substring(0, start) + "\n" + text.strip() + "\n\n" + old.substring(end);
  }
}
