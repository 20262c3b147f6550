package org.denselab.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.denselab.dsl.schema.Nearest;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Position;
import org.denselab.dsl.yaml.Problems;
import org.denselab.dsl.yaml.Quoted;
import org.denselab.dsl.yaml.YamlReader;

/** The YAML files that studies build on: {@code dsl/recipes}, {@code dsl/backbones}. */
record Library(Path folder) {
  /** Names of all files beneath a folder of the library, such as {@code contrastive}. */
  List<String> names(String under) {
    Path root = folder.resolve(under);
    if (!Files.isDirectory(root)) return List.of();
    try (var files = Files.walk(root, 4)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String under, String name) {
    return folder.resolve(under).resolve(name + ".yaml");
  }

  /**
   * The map in a file; empty when there is a problem with it.
   *
   * @param asked where the file's name stands
   */
  Optional<Fields> read(String under, String name, Position asked, int layer, Problems problems) {
    List<String> names = names(under);
    if (!names.contains(name)) {
      String shown = folder.resolve(under).normalize().toString();
      problems.add(
          asked, "no file " + Quoted.of(name) + " in " + shown + Nearest.hintOrAll(name, names));
      return Optional.empty();
    }
    Path file = file(under, name);
    return map(YamlReader.read(file, file.normalize().toString(), layer, problems), problems);
  }

  /** The node as a map, or the problem that it is none. */
  static Optional<Fields> map(Optional<org.denselab.dsl.yaml.Node> root, Problems problems) {
    if (root.isPresent() && !(root.get() instanceof Fields))
      problems.add(root.get().at(), "must be a map of keys, but is " + root.get());
    return root.filter(Fields.class::isInstance).map(Fields.class::cast);
  }
}
