package org.denselab.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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

/**
 * Starts the program in its own JVM. {@code exec:java} runs this class inside Maven's JVM, which
 * may be 17, so it is compiled for 17 and knows nothing of the rest. It passes {@code -D} settings
 * on, ends when the program ends, with its exit code, and takes the program with it when it is
 * stopped.
 */
public final class Launcher {
  private static final int BAD_INPUT = 2;
  private static final int DIED = 3;
  private static final int INTERRUPTED = 130;

  /** A process that a signal ended answers 128 and the signal's number. */
  private static final int SIGNAL = 128;

  private static final int HANG_UP = 1;
  private static final int TERMINATE = 15;

  /** Verbs that are over before the second compiler has paid for itself. */
  private static final List<String> SHORT = List.of("plan", "status", "report", "summary", "clean");

  private Launcher() {}

  public static void main(String[] args) throws Exception {
    int code = run();
    // Maven goes on after 0, as after any goal.
    if (code != 0) System.exit(code);
  }

  private static int run() throws Exception {
    Path classes =
        Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path javaHome = classes.resolveSibling("java-home");
    if (!Files.isRegularFile(javaHome))
      return refuse("not built yet: mvn -q compile exec:java … builds and runs");
    Path java = Path.of(Files.readString(javaHome).strip(), "bin", "java");
    if (!Files.isExecutable(java))
      return refuse(java + " is gone: mvn -q compile exec:java … finds another");
    Map<String, String> settings = LauncherSettings.read();
    LauncherBudget budget;
    try {
      budget = LauncherBudget.of(settings.get("memory"));
    } catch (IllegalArgumentException e) {
      return refuse(e.getMessage());
    }
    Path project = project(classes);
    return run(new ProcessBuilder(command(java, project, budget, settings)));
  }

  /** The folder that was built: a profile may build into a folder of its own. */
  private static Path project(Path classes) {
    Path folder = classes.getParent().getParent();
    while (folder.getParent() != null && !Files.exists(folder.resolve("pom.xml")))
      folder = folder.getParent();
    return folder;
  }

  private static int refuse(String message) {
    System.err.println(message);
    return BAD_INPUT;
  }

  private static int run(ProcessBuilder builder) throws Exception {
    builder
        .redirectInput(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT);
    tuneNativeThreads(builder.environment());
    Process program = builder.start();
    Thread errors = new Thread(() -> passOn(program.getErrorStream()), "errors of the program");
    errors.start();
    Thread stop = new Thread(() -> stop(program, errors), "stop the program");
    Runtime.getRuntime().addShutdownHook(stop);
    int code = program.waitFor();
    errors.join();
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException e) {
      return code; // we are being stopped: the hook ends us
    }
    return meaning(code);
  }

  /** The exit code of a program that ended with {@code code}. */
  private static int meaning(int code) {
    int signal = code - SIGNAL;
    if (signal <= 0 || code == INTERRUPTED) return code;
    if (signal == HANG_UP || signal == TERMINATE) return INTERRUPTED;
    System.err.println(
        "The program was ended by signal "
            + signal
            + (signal == 9 ? ", as the system does when memory is short (see -Dmemory=6g)" : "")
            + ". What is finished is kept: the same command continues.");
    return DIED;
  }

  private static void stop(Process program, Thread errors) {
    program.toHandle().destroy(); // Process.destroy() would close its streams, last words and all
    try {
      int code = meaning(program.waitFor());
      errors.join();
      // Otherwise the JVM would answer 143 to TERM.
      Runtime.getRuntime().halt(code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> command(
      Path java, Path project, LauncherBudget budget, Map<String, String> settings) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
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
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8"));
    // loops of vectors stay methods of their own: inlined together they pass the compiler's limit
    command.add("-XX:CompileCommandFile=" + project.resolve("src/main/jvm/compile-commands.txt"));
    if (SHORT.contains(settings.getOrDefault("verb", "run")))
      command.add("-XX:TieredStopAtLevel=1");
    command.addAll(budget.flags());
    command.add("-Ddenselab.home=" + project);
    command.add("-Ddenselab.launcher=" + ProcessHandle.current().pid());
    command.add("-Ddenselab.given=" + String.join(",", settings.keySet()));
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(
        List.of("-cp", classPath(Launcher.class.getClassLoader()), "org.denselab.cli.Main"));
    return command;
  }

  /** Maven's own {@code java.class.path} is Maven; ours is in the loader that loaded this class. */
  static String classPath(ClassLoader ours) {
    if (!(ours instanceof URLClassLoader loader)) return System.getProperty("java.class.path");
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

  /** Byte for byte, whatever the encodings of the two JVMs. */
  private static void passOn(InputStream errors) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(errors, StandardCharsets.ISO_8859_1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("WARNING: Using incubator modules")) continue;
        System.err.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        System.err.flush();
      }
    } catch (IOException e) {
      System.err.println("the program's messages cannot be read: " + e.getMessage());
    }
  }
}
