package org.denselab.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.denselab.base.BadInput;
import org.denselab.dsl.schema.Nearest;

/**
 * The {@code -Dname=value} settings of the command line.
 *
 * @param home the project's folder, where {@code dsl/} lies
 */
record CommandLine(Properties properties, Path home) {
  /** Settings without a dot in their name that mean something to Maven, its plugins or Java. */
  private static final Set<String> OTHERS =
      Set.of(
          "skipTests",
          "skipITs",
          "test",
          "groups",
          "excludedGroups",
          "argLine",
          "encoding",
          "trimStackTrace",
          "insecure",
          "socksProxyHost",
          "socksProxyPort",
          "format",
          "golden");

  /** Reads the JVM's properties, as the launcher passed them on. */
  static CommandLine read() {
    return new CommandLine(
        System.getProperties(), Path.of(System.getProperty("denselab.home", "")).toAbsolutePath());
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(properties.getProperty(name)).filter(value -> !value.isBlank());
  }

  String require(String name, String example) {
    return get(name)
        .orElseThrow(
            () -> new BadInput("-D" + name + " is missing, for example -D" + name + "=" + example));
  }

  /** The file or folder that a setting names. */
  Path requirePath(String name, String example) {
    return path(name, require(name, example));
  }

  Optional<Path> path(String name) {
    return get(name).map(text -> path(name, text));
  }

  private static Path path(String name, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new BadInput("-D" + name + " is no path: " + e.getReason(), e);
    }
  }

  boolean flag(String name) {
    return get(name)
        .map(
            value ->
                switch (value) {
                  case "true" -> true;
                  case "false" -> false;
                  default ->
                      throw new BadInput("-D" + name + "=" + value + ": expected true or false");
                })
        .orElse(false);
  }

  /** A number from 1 on. */
  int count(String name, int otherwise) {
    Optional<String> value = get(name);
    if (value.isEmpty()) return otherwise;
    if (!value.get().matches("[1-9]\\d{0,4}"))
      throw new BadInput("-D" + name + "=" + value.get() + ": expected a whole number from 1 on");
    return Integer.parseInt(value.get());
  }

  Verb verb() {
    return Verb.of(get("verb").orElse("run"));
  }

  /** The names of the settings that were given. */
  private List<String> given() {
    String names = properties.getProperty("denselab.given", "");
    return names.isEmpty() ? List.of() : List.of(names.split(","));
  }

  /**
   * @throws BadInput when a setting that was given is none of {@code verb}'s: a misspelt one must
   *     not be ignored. Dotted names belong to Java and Maven.
   */
  void refuseUnknown(Verb verb) {
    List<String> known = verb.options();
    for (String name : given()) {
      if (name.contains(".") || known.contains(name) || OTHERS.contains(name)) continue;
      List<String> elsewhere = Verb.with(name);
      throw new BadInput(
          elsewhere.isEmpty()
              ? "-D" + name + ": no such option" + hint(name, known)
              : "-D%s belongs to -Dverb=%s, not to -Dverb=%s"
                  .formatted(name, Nearest.listed(elsewhere), verb.spelling()));
    }
  }

  private static String hint(String name, List<String> known) {
    return Nearest.to(name, known)
        .map(near -> "; did you mean -D" + near + "?")
        .orElse("; there is -D" + String.join(", -D", known));
  }
}
