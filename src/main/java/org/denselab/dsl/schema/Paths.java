package org.denselab.dsl.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Quoted;
import org.denselab.dsl.yaml.Trees;

/** Looks whether a path such as {@code tasks.search.query.length} leads to a key. */
public final class Paths {
  private Paths() {}

  /**
   * What is wrong with a path, empty when it leads to a key of some kind of the sections on its
   * way.
   *
   * @param tree where the items of lists are looked up by name
   */
  public static Optional<String> problem(Type root, Node tree, List<String> path) {
    for (int i = 0; i < path.size(); i++) {
      List<String> above = path.subList(0, i);
      Set<String> known = new LinkedHashSet<>();
      if (!step(types(root, tree, above), path.get(i), Trees.get(tree, above), known).isEmpty())
        continue;
      String where = above.isEmpty() ? "" : " in " + String.join(".", above);
      String key = path.get(i);
      return Optional.of("unknown key " + Quoted.of(key) + where + Nearest.hintOrAll(key, known));
    }
    return Optional.empty();
  }

  /** A value for a path, with every word that stands for a kind spelled out. */
  public static Node spelledOut(Type root, Node tree, List<String> path, Node value, int layer) {
    Node spelled = value;
    for (Type type : types(root, tree, path)) spelled = Kinds.spelledOut(type, spelled, layer);
    return spelled;
  }

  /** What a path may lead to, by the kinds of the sections on its way. */
  private static Set<Type> types(Type root, Node tree, List<String> path) {
    Set<Type> types = Set.of(root);
    for (int i = 0; i < path.size(); i++)
      types = step(types, path.get(i), Trees.get(tree, path.subList(0, i)), new LinkedHashSet<>());
    return types;
  }

  private static Set<Type> step(Set<Type> types, String key, Optional<Node> at, Set<String> known) {
    Set<Type> below = new LinkedHashSet<>();
    for (Type type : types) step(type, key, at, known, below);
    return below;
  }

  private static void step(
      Type type, String key, Optional<Node> at, Set<String> known, Set<Type> below) {
    switch (type) {
      case Type.Maybe maybe -> step(maybe.of(), key, at, known, below);
      case Type.Section _, Type.OneOf _ -> {
        for (Field field : Fieldset.of(type)) {
          known.add(field.key());
          if (field.key().equals(key)) below.add(field.type());
        }
      }
      case Type.Entries map -> below.add(map.of());
      case Type.Items list -> {
        if (at.isPresent() && at.get() instanceof Node.Items items)
          for (int i = 0; i < items.nodes().size(); i++)
            known.add(Trees.label(items.nodes().get(i), i));
        if (known.contains(key)) below.add(list.of());
      }
      case Scalar _ -> {}
    }
  }

  /** The parts of a path. */
  public static List<String> split(String path) {
    return List.of(path.split("\\.", -1)).stream().map(String::strip).collect(Collectors.toList());
  }
}
