package org.denselab.cli;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the real launcher in a JVM of its own, as Maven does, and the program behind it. */
record FrontDoor(Path workingFolder) {
  private static final int PATIENCE = 120;

  /** How a program ended and what it said. */
  record Ended(int code, String out, String err) {}

  /** A launcher that runs; its messages go to files. */
  record Running(Process launcher, Path out, Path err) {
    Ended end() throws IOException, InterruptedException {
      if (!launcher.waitFor(PATIENCE, SECONDS)) {
        launcher.destroyForcibly();
        throw new AssertionError("still running; it said: " + Files.readString(err));
      }
      return new Ended(launcher.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** The program that the launcher started. */
    ProcessHandle program() {
      return launcher.children().findFirst().orElseThrow();
    }
  }

  Ended run(String... settings) throws IOException, InterruptedException {
    return start(settings).end();
  }

  Running start(String... settings) throws IOException {
    return start(command(settings));
  }

  /** In a process whose files cannot grow beyond {@code kilobytes}. */
  Running startLimited(int kilobytes, String... settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/bash", "-c", "ulimit -f " + kilobytes + "; exec \"$@\"", "bash"));
    command.addAll(command(settings));
    return start(command);
  }

  static List<String> command(String... settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath()));
    command.addAll(List.of(settings));
    command.add(Launcher.class.getName());
    return command;
  }

  /** The test runs in another folder than the build. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  Running start(List<String> command) throws IOException {
    Path out = Files.createTempFile(workingFolder, "out", ".txt");
    Path err = Files.createTempFile(workingFolder, "err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(workingFolder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new Running(process, out, err);
  }

  /** A process that has ended, though nobody may have asked yet how. */
  static boolean gone(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException e) {
      return true;
    }
  }
}
