package org.denselab.dsl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Leaf;
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
    return Library.map(YamlReader.read(file, file.toString(), STUDY, problems), problems)
        .flatMap(own -> onTop(own, STUDY));
  }

  private Optional<Fields> onTop(Fields own, int layer) {
    String key = FileKey.EXTENDS.key();
    Fields rest = Trees.without(own, List.of(key));
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
