package org.denselab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The {@code -Dname=value} settings that the user gave. Maven makes them system properties. */
final class LauncherSettings {
  /** Passed on from wherever Maven took them, such as {@code .mvn/maven.config}. */
  static final List<String> KNOWN =
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
          "store",
          "parallel",
          "port",
          "strict",
          "yes",
          "from",
          "to",
          "format",
          "split",
          "lossy",
          "data",
          "json",
          "tokenizer",
          "bench",
          "shape",
          "mask",
          "engine",
          "precision",
          "threads",
          "batch",
          "query",
          "passage",
          "negatives",
          "steps",
          "warmup",
          "svg",
          "as");

  private LauncherSettings() {}

  /** Every setting that was typed, misspelt ones too: the program must be able to refuse them. */
  static Map<String, String> read() {
    List<String> names = new ArrayList<>(KNOWN);
    names.addAll(names(arguments()));
    Map<String, String> settings = new TreeMap<>();
    for (String name : names) {
      String value = System.getProperty(name);
      if (value != null) settings.put(name, value);
    }
    return settings;
  }

  /** What Maven was called with, word by word: a value may hold spaces, or a {@code -D} itself. */
  private static List<String> arguments() {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
      return List.of(new String(line, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException e) { // not Linux: all that Maven tells
      String line = System.getenv("MAVEN_CMD_LINE_ARGS");
      return line == null ? List.of() : List.of(line.split("\\s+"));
    }
  }

  static List<String> names(List<String> arguments) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean apart = argument.equals("-D") || argument.equals("--define");
      if (apart && i + 1 < arguments.size()) names.add(name(arguments.get(++i)));
      else if (argument.startsWith("--define=")) names.add(name(argument.substring(9)));
      else if (argument.startsWith("-D") && !apart) names.add(name(argument.substring(2)));
    }
    return names;
  }

  private static String name(String setting) {
    int end = setting.indexOf('=');
    return end < 0 ? setting : setting.substring(0, end);
  }
}
