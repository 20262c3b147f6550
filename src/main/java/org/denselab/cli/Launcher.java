package org.denselab.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts the program in its own JVM. {@code exec:java} runs this class inside Maven's JVM, which
 * may be 17, so it is compiled for 17 and knows nothing of the rest. It passes {@code -D} settings
 * on, ends when the program ends, with its exit code, and takes the program with it when it is
 * stopped.
 */
public final class Launcher {
  private static final Pattern SETTING = Pattern.compile("(?:^|\\s)(?:-D|--define[ =])([\\w.]+)");

  /** Settings that are passed on even where Maven's command line is not to be seen. */
  private static final List<String> KNOWN =
      List.of(
          "exp",
          "verb",
          "set",
          "run",
          "qrels",
          "metrics",
          "complete",
          "level",
          "depth",
          "perquery",
          "memory",
          "store");

  private Launcher() {}

  public static void main(String[] args) throws Exception {
    Path classes =
        Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path javaHome = Path.of(Files.readString(classes.resolveSibling("java-home")).strip());
    ProcessBuilder builder =
        new ProcessBuilder(command(javaHome, classes.getParent().getParent(), settings()))
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT);
    tuneNativeThreads(builder.environment());
    Process program = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(program)));
    passOn(program.getErrorStream());
    System.exit(program.waitFor());
  }

  private static List<String> command(Path javaHome, Path project, Map<String, String> settings) {
    var budget = LauncherBudget.of(settings.get("memory"));
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            // JavaCPP counts foreign-memory arenas as its own: only its own bytes are bounded.
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-Djava.util.logging.manager=org.apache.logging.log4j.jul.LogManager",
            "-DOPT_OUT_TRACKING=true",
            "-Dai.djl.offline=true",
            "-DRUST_FLAVOR=cpu",
            "-Dlog4j2.statusLoggerLevel=ERROR",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8"));
    command.addAll(budget.flags());
    command.add("-Ddenselab.home=" + project);
    command.add("-Ddenselab.given=" + String.join(",", settings.keySet()));
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", classPath(), "org.denselab.cli.Main"));
    return command;
  }

  /**
   * What the user gave as {@code -Dname=value}; Maven puts the values into its system properties.
   */
  private static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    List<String> names = new ArrayList<>(KNOWN);
    String line = System.getenv("MAVEN_CMD_LINE_ARGS");
    Matcher found = SETTING.matcher(line == null ? "" : line);
    while (found.find()) names.add(found.group(1));
    for (String name : names) {
      String value = System.getProperty(name);
      if (value != null && !name.startsWith("maven.")) settings.put(name, value);
    }
    return settings;
  }

  /** Maven's own {@code java.class.path} is Maven; ours is in the loader that loaded this class. */
  private static String classPath() {
    if (!(Launcher.class.getClassLoader() instanceof URLClassLoader loader))
      return System.getProperty("java.class.path");
    StringJoiner path = new StringJoiner(File.pathSeparator);
    for (URL url : loader.getURLs()) {
      try {
        path.add(Path.of(url.toURI()).toString());
      } catch (URISyntaxException e) {
        throw new IllegalStateException("class path entry " + url, e);
      }
    }
    return path.toString();
  }

  private static void tuneNativeThreads(Map<String, String> environment) {
    // OpenMP's and OpenBLAS's pools both spin; on few cores they starve each other.
    environment.putIfAbsent("GOMP_SPINCOUNT", "1000");
    environment.putIfAbsent("OPENBLAS_THREAD_TIMEOUT", "4");
    // ND4J's OpenBLAS does not know processors newer than itself and falls back to AVX2 kernels.
    if (hasAvx512()) environment.putIfAbsent("OPENBLAS_CORETYPE", "SKYLAKEX");
  }

  private static boolean hasAvx512() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo")).contains(" avx512bw");
    } catch (IOException e) {
      return false;
    }
  }

  private static void stop(Process program) {
    if (!program.isAlive()) return;
    program.destroy();
    try {
      program.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void passOn(InputStream errors) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine())
        if (!line.startsWith("WARNING: Using incubator modules")) System.err.println(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
