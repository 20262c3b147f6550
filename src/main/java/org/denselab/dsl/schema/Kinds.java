package org.denselab.dsl.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Leaf;

/** The short ways to write a section that has kinds. */
final class Kinds {
  private static final int BASE = -2;

  private Kinds() {}

  /** A word where a kind is expected is that kind: {@code optimizer: adam}. */
  static Node asMap(Field field, Node given, int layer) {
    Optional<String> chooser = chooser(field);
    if (!(given instanceof Leaf leaf) || leaf.isNull() || chooser.isEmpty()) return given;
    if (field.type() instanceof Type.Maybe && leaf.text().equals("none")) return given;
    return new Fields(Map.of(chooser.get(), new Entry(leaf.at(), leaf, layer)), leaf.at());
  }

  /** A map that does not name its kind has the usual one. */
  static Node withKind(Field field, Node given, Node usual) {
    Optional<String> chooser = chooser(field);
    if (chooser.isEmpty() || !(given instanceof Fields map) || !(usual instanceof Fields standard))
      return given;
    if (map.entries().containsKey(chooser.get())) return given;
    var entries = new LinkedHashMap<>(map.entries());
    standard
        .value(chooser.get())
        .ifPresent(kind -> entries.put(chooser.get(), new Entry(map.at(), kind, BASE)));
    return new Fields(entries, map.at());
  }

  private static Optional<String> chooser(Field field) {
    Type type = field.type() instanceof Type.Maybe maybe ? maybe.of() : field.type();
    return type instanceof Type.OneOf kinds && !kinds.chosenBy().isEmpty()
        ? Optional.of(kinds.chosenBy())
        : Optional.empty();
  }
}
