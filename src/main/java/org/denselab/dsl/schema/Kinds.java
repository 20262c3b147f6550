package org.denselab.dsl.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Items;
import org.denselab.dsl.yaml.Node.Leaf;

/** The short ways to write a section that has kinds. */
public final class Kinds {
  private static final int BASE = -2;

  private Kinds() {}

  /**
   * A tree in which every word that stands for a kind is a map, so that it merges like one: {@code
   * optimizer: adam} is {@code optimizer: {kind: adam}}.
   *
   * @param layer of the entries that are made
   */
  public static Node spelledOut(Type type, Node tree, int layer) {
    return switch (type) {
      case Scalar _ -> tree;
      case Type.Maybe maybe -> isNone(tree) ? tree : spelledOut(maybe.of(), tree, layer);
      case Type.Items list -> {
        if (!(tree instanceof Items items)) yield tree;
        List<Node> nodes = new ArrayList<>();
        for (Node item : items.nodes()) nodes.add(spelledOut(list.of(), item, layer));
        yield new Items(nodes, items.at());
      }
      case Type.Entries _ -> tree;
      case Type.Section _ -> tree instanceof Fields map ? keys(type, map) : tree;
      case Type.OneOf among ->
          asMap(among, tree, layer) instanceof Fields map ? keys(type, map) : tree;
    };
  }

  private static Node keys(Type type, Fields map) {
    Map<String, Entry> entries = new LinkedHashMap<>(map.entries());
    for (Field field : Fieldset.of(type))
      entries.computeIfPresent(
          field.key(),
          (_, entry) ->
              new Entry(
                  entry.keyAt(),
                  spelledOut(field.type(), entry.value(), entry.layer()),
                  entry.layer()));
    return new Fields(entries, map.at());
  }

  /** The same for one key, once a reference in it is followed. */
  static Node asMap(Field field, Node given, int layer) {
    return field.type() instanceof Type.Maybe && isNone(given)
        ? given
        : among(field).map(kinds -> asMap(kinds, given, layer)).orElse(given);
  }

  private static Node asMap(Type.OneOf among, Node given, int layer) {
    if (!(given instanceof Leaf leaf) || among.chosenBy().isEmpty()) return given;
    return leaf.isNull() || leaf.text().contains("${")
        ? given
        : new Fields(Map.of(among.chosenBy(), new Entry(leaf.at(), leaf, layer)), leaf.at());
  }

  private static boolean isNone(Node node) {
    return node instanceof Leaf leaf && leaf.text().equals("none");
  }

  /** A map that does not name its kind has the usual one. */
  static Node withKind(Field field, Node given, Node usual) {
    Optional<String> chooser = among(field).map(Type.OneOf::chosenBy).filter(key -> !key.isEmpty());
    if (chooser.isEmpty() || !(given instanceof Fields map) || !(usual instanceof Fields standard))
      return given;
    if (map.entries().containsKey(chooser.get())) return given;
    var entries = new LinkedHashMap<>(map.entries());
    standard
        .value(chooser.get())
        .ifPresent(kind -> entries.put(chooser.get(), new Entry(map.at(), kind, BASE)));
    return new Fields(entries, map.at());
  }

  private static Optional<Type.OneOf> among(Field field) {
    Type type = field.type() instanceof Type.Maybe maybe ? maybe.of() : field.type();
    return type instanceof Type.OneOf kinds ? Optional.of(kinds) : Optional.empty();
  }
}
