package org.denselab.dsl.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /**
   * What is wrong with what stands at a path that is about to be set, and would be lost without a
   * word; empty when nothing is.
   */
  public static Optional<String> misfit(Type root, Node tree, List<String> path) {
    for (int i = 1; i <= path.size(); i++) {
      List<String> at = path.subList(0, i);
      Optional<Node> value = Trees.get(tree, at);
      if (value.isEmpty()) return Optional.empty();
      boolean last = i == path.size();
      Set<Type> types = types(root, tree, at);
      // a setting is of no type
      if (types.isEmpty()) return Optional.empty();
      if (last ? types.stream().anyMatch(type -> fits(type, value.get())) : opens(value.get()))
        continue;
      return Optional.of(
          String.join(".", at)
              + " must be "
              + (last ? expected(types.iterator().next()) : "a map")
              + ", but is "
              + value.get());
    }
    return Optional.empty();
  }

  /** Whether keys beneath a value can be set: those of what a reference stands for cannot. */
  private static boolean opens(Node value) {
    return !(value instanceof Node.Leaf leaf) || leaf.text().equals("none");
  }

  private static boolean fits(Type type, Node value) {
    if (value instanceof Node.Leaf leaf && leaf.text().contains("${")) return true;
    return switch (type) {
      case Type.Maybe maybe ->
          (value instanceof Node.Leaf leaf && leaf.text().equals("none"))
              || fits(maybe.of(), value);
      case Type.Items _ -> value instanceof Node.Items;
      case Type.Entries _, Type.Section _, Type.OneOf _ -> value instanceof Node.Fields;
      case Scalar scalar -> value instanceof Node.Leaf leaf && reads(scalar, leaf);
    };
  }

  private static boolean reads(Scalar scalar, Node.Leaf leaf) {
    try {
      scalar.read(leaf);
      return !leaf.isNull();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String expected(Type type) {
    return switch (type) {
      case Type.Maybe maybe -> expected(maybe.of()) + ", or none";
      case Type.Items _ -> "a list";
      case Type.Entries _, Type.Section _, Type.OneOf _ -> "a map";
      case Scalar scalar -> scalar.expected();
    };
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
    return List.of(path.split("\\.", -1));
  }
}
