package org.denselab;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every source file is as google-java-format writes it. {@code mvn -q test -Dtest=FormatTest
 * -Dformat=write} reformats.
 */
class FormatTest {
  @Test
  void sourcesAreFormatted() throws IOException, FormatterException {
    boolean write = "write".equals(System.getProperty("format"));
    var formatter = new Formatter();
    List<Path> unformatted = new ArrayList<>();
    try (var files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        String formatted =
            formatter.formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(source));
        if (formatted.equals(source)) continue;
        if (write) Files.writeString(file, formatted);
        else unformatted.add(file);
      }
    }
    assertThat(unformatted)
        .as("reformat with: mvn -q test -Dtest=FormatTest -Dformat=write")
        .isEmpty();
  }
}
