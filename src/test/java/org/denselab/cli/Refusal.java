package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * One bad input: what is laid into a folder, the settings of the command line, and what must be
 * said of it, in one line that holds all of {@code says}; the folder is {@code @} in both.
 */
record Refusal(String name, Layout files, List<String> settings, int exit, List<String> says) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST = 700;
  // what one refusal may allocate: a gigabyte that is read whole takes several
  private static final long MOST_BYTES = 2L << 30;
  private static final Interruption NONE = Interruption.watch();

  /** Lays out the files of a case. */
  interface Layout {
    void into(Path folder) throws IOException;
  }

  static Refusal of(String name, Layout files, List<String> settings, String... says) {
    return new Refusal(name, files, settings, ExitCode.BAD_INPUT, List.of(says));
  }

  Refusal withExit(int code) {
    return new Refusal(name, files, settings, code, says);
  }

  /** Goes through the program's own front, in this JVM. */
  void check(Path folder) throws IOException {
    files.into(folder);
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    long[] bytes = new long[1];
    int code =
        assertTimeoutPreemptively(
            PATIENCE,
            () -> {
              long before = allocated();
              int exit = run(folder, out, err);
              bytes[0] = allocated() - before;
              return exit;
            });
    String said = err.toString(StandardCharsets.UTF_8).strip().replace(folder + "/", "");
    if (Boolean.getBoolean("show")) System.out.println(name + "\t" + code + "\t" + said);
    assertThat(code).as(said + out).isEqualTo(exit);
    assertThat(said.lines()).as(said).hasSize(1);
    assertThat(said).contains(says).hasSizeLessThan(LONGEST);
    assertThat(said + out).doesNotContain("\tat ", "Exception", "Internal error");
    assertThat(bytes[0]).as("bytes allocated").isLessThan(MOST_BYTES);
  }

  private static long allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  private int run(Path folder, ByteArrayOutputStream out, ByteArrayOutputStream err) {
    NONE.over();
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      return Main.run(line(folder), NONE);
    } finally {
      LogFile.close();
      System.setOut(realOut);
      System.setErr(realErr);
    }
  }

  private CommandLine line(Path folder) {
    var properties = new Properties();
    List<String> given = new ArrayList<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      given.add(setting.substring(0, equals));
      properties.setProperty(
          given.getLast(), setting.substring(equals + 1).replace("@", folder.toString()));
    }
    properties.setProperty("denselab.given", String.join(",", given));
    return new CommandLine(properties, Path.of("").toAbsolutePath());
  }

  @Override
  public String toString() {
    return name;
  }

  /** A file's text, in its folder. */
  static void text(Path folder, String name, String text) {
    bytes(folder, name, text.getBytes(StandardCharsets.UTF_8));
  }

  static void bytes(Path folder, String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
