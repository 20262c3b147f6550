package org.denselab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the home of the JDK that runs it: the build asks the toolchain's {@code java}, the
 * launcher reads the answer.
 */
final class JavaHome {
  private JavaHome() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), System.getProperty("java.home"));
  }
}
