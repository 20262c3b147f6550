package org.denselab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a document that a test makes: between {@code <!-- name: …} and {@code <!-- end}. */
public final class GeneratedDocs {
  private GeneratedDocs() {}

  /** Writes the part with {@code -Ddocs=write}, and prints it otherwise. */
  public static void part(Path file, String name, String text) throws IOException {
    String old = Files.readString(file);
    int from = old.indexOf("<!-- " + name + ":");
    assertThat(from).as("%s has no part called %s", file, name).isNotNegative();
    int start = old.indexOf("-->\n", from) + 4;
    int end = old.indexOf("<!-- end " + name + " -->", start);
    assertThat(end).as("%s: the part called %s does not end", file, name).isPositive();
    String part = "\n" + text.strip() + "\n\n";
    if ("write".equals(System.getProperty("docs")))
      Files.writeString(file, old.substring(0, start) + part + old.substring(end));
    else System.out.println(part);
  }
}
