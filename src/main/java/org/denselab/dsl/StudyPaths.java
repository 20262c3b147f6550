package org.denselab.dsl;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.denselab.dsl.schema.Nearest;
import org.denselab.dsl.schema.Paths;
import org.denselab.dsl.schema.Type;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Quoted;

/** Paths that the sweep and the command line may set: keys of the study, and declared settings. */
record StudyPaths(Type.Section schema, Fields tree) {
  /** What is wrong with a path, empty when there is such a key. */
  Optional<String> problem(String path) {
    List<String> parts = Paths.split(path);
    if (!parts.getFirst().equals(FileKey.SETTINGS.key())) return Paths.problem(schema, tree, parts);
    Set<String> declared =
        tree.map(FileKey.SETTINGS.key()).map(map -> map.entries().keySet()).orElse(Set.of());
    if (parts.size() == 2 && declared.contains(parts.getLast())) return Optional.empty();
    String name = path.substring(Math.min(path.length(), FileKey.SETTINGS.key().length() + 1));
    return Optional.of(
        "no setting is called " + Quoted.of(name) + Nearest.hintOrAll(name, declared));
  }
}
