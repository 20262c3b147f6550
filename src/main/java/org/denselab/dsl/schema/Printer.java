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
import org.denselab.dsl.yaml.Position;

/** Turns records back into a tree that has every key, in the order of the schema. */
public final class Printer {
  private static final Position NOWHERE = new Position("resolved", 1, 1);

  private Printer() {}

  /** The tree of a value of this type; binding it gives an equal value. */
  public static Node print(Type type, Object value) {
    return switch (type) {
      case Type.Maybe maybe ->
          ((Optional<?>) value)
              .map(v -> print(maybe.of(), v))
              .orElse(new Leaf("none", true, NOWHERE));
      case Scalar scalar ->
          new Leaf(scalar.write(value).replace("${", "$${"), scalar.plain(), NOWHERE);
      case Type.Items list -> {
        List<Node> nodes = new ArrayList<>();
        for (Object item : (List<?>) value) nodes.add(print(list.of(), item));
        yield new Items(nodes, NOWHERE);
      }
      case Type.Entries map -> {
        Map<String, Entry> entries = new LinkedHashMap<>();
        ((Map<?, ?>) value)
            .forEach((key, v) -> entries.put((String) key, entry(print(map.of(), v))));
        yield new Fields(entries, NOWHERE);
      }
      case Type.Section section -> {
        Map<String, Entry> entries = new LinkedHashMap<>();
        addSection(section, value, entries);
        yield new Fields(entries, NOWHERE);
      }
      case Type.OneOf kinds -> {
        Map<String, Entry> entries = new LinkedHashMap<>();
        addKind(kinds, value, entries);
        yield new Fields(entries, NOWHERE);
      }
    };
  }

  private static void addKind(Type.OneOf kinds, Object value, Map<String, Entry> entries) {
    var kind =
        kinds.kinds().values().stream()
            .filter(k -> k.target() == value.getClass())
            .findFirst()
            .orElseThrow();
    if (!kinds.chosenBy().isEmpty())
      entries.put(kinds.chosenBy(), entry(new Leaf(kind.name(), true, NOWHERE)));
    addSection(kind, value, entries);
  }

  private static void addSection(Type.Section section, Object value, Map<String, Entry> entries) {
    var components = section.target().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Field field = section.fields().get(i);
      Object part;
      try {
        part = components[i].getAccessor().invoke(value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(section.target() + " is not a public record", e);
      }
      if (!field.inline()) entries.put(field.key(), entry(print(field.type(), part)));
      else if (field.type() instanceof Type.OneOf kinds) addKind(kinds, part, entries);
      else addSection((Type.Section) field.type(), part, entries);
    }
  }

  private static Entry entry(Node value) {
    return new Entry(NOWHERE, value, 0);
  }
}
