package org.denselab.cli;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.denselab.base.BadInput;

/**
 * The {@code -Dname=value} settings of the command line.
 *
 * @param home the project's folder, where {@code dsl/} lies
 */
record CommandLine(Properties properties, Path home) {
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

  /**
   * @throws BadInput when a setting without a dot is none of {@code known}: a misspelt one must not
   *     be ignored. Dotted names belong to Java and Maven.
   */
  void refuseUnknown(List<String> given, List<String> known) {
    for (String name : given) {
      if (name.contains(".") || known.contains(name)) continue;
      String nearest =
          known.stream()
              .max(Comparator.comparing(k -> new JaroWinklerSimilarity().apply(k, name)))
              .orElseThrow();
      throw new BadInput(
          "-D"
              + name
              + ": no such option; did you mean -D"
              + nearest
              + "? Options: "
              + String.join(", ", known));
    }
  }
}
