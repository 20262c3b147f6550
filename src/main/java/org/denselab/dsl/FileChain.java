package org.denselab.dsl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.denselab.dsl.schema.Kinds;
import org.denselab.dsl.schema.Nearest;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Leaf;
import org.denselab.dsl.yaml.Position;
import org.denselab.dsl.yaml.Problems;
import org.denselab.dsl.yaml.Trees;
import org.denselab.dsl.yaml.YamlReader;

/** A file on top of those that it extends. */
final class FileChain {
  /** The layer of the study's own file; each file beneath is one lower. */
  static final int STUDY = 1000;

  private final Library library;
  private final Problems problems;
  private final List<Path> open = new ArrayList<>();

  FileChain(Library library, Problems problems) {
    this.library = library;
    this.problems = problems;
  }

  /** The merged map without {@code extends}; empty when a file of the chain cannot be read. */
  Optional<Fields> read(Path file) {
    open.add(file.toAbsolutePath().normalize());
    if (!Files.exists(file)) {
      String name = String.valueOf(file.getFileName());
      problems.add(
          new Position(file.toString(), 1, 1),
          "there is no such file" + Nearest.hint(name, neighbours(file)));
      return Optional.empty();
    }
    return Library.map(YamlReader.read(file, file.toString(), STUDY, problems), problems)
        .flatMap(own -> onTop(own, STUDY));
  }

  private static List<String> neighbours(Path missing) {
    Path folder = missing.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) return List.of();
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private Optional<Fields> onTop(Fields own, int layer) {
    String key = FileKey.EXTENDS.key();
    Fields rest =
        (Fields) Kinds.spelledOut(StudyLoader.SCHEMA, Trees.without(own, List.of(key)), layer);
    var entry = own.entries().get(key);
    if (entry == null) return Optional.of(rest);
    Node value = entry.value();
    if (!(value instanceof Leaf name) || name.isNull()) {
      problems.add(value.at(), "extends must be the name of a file of dsl/, but is " + value);
      return Optional.empty();
    }
    Path below = library.file("", name.text()).toAbsolutePath().normalize();
    if (open.contains(below)) {
      problems.add(
          name.at(), "extends goes in a circle: " + name + " builds on this file, or is this file");
      return Optional.empty();
    }
    open.add(below);
    return library
        .read("", name.text(), name.at(), layer - 1, problems)
        .flatMap(base -> onTop(base, layer - 1))
        .map(base -> (Fields) Trees.merge(base, rest));
  }
}
