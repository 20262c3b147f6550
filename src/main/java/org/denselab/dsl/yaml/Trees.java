package org.denselab.dsl.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Items;
import org.denselab.dsl.yaml.Node.Leaf;

/** Building trees from trees. */
public final class Trees {
  private Trees() {}

  /** {@code over} on top of {@code base}: maps merge, everything else replaces. */
  public static Node merge(Node base, Node over) {
    if (!(base instanceof Fields below) || !(over instanceof Fields above)) return over;
    Map<String, Entry> entries = new LinkedHashMap<>(below.entries());
    above
        .entries()
        .forEach(
            (key, entry) -> {
              Entry old = entries.get(key);
              entries.put(
                  key,
                  old == null
                      ? entry
                      : new Entry(entry.keyAt(), merge(old.value(), entry.value()), entry.layer()));
            });
    return new Fields(entries, above.at());
  }

  /**
   * {@code tree} with {@code entry} merged in at a path. Sections on the way are made; an item of a
   * list is the one with that {@code name}, or the one with that number.
   */
  public static Node set(Node tree, List<String> path, Entry entry) {
    if (path.isEmpty()) return merge(tree, entry.value());
    String key = path.getFirst();
    List<String> rest = path.subList(1, path.size());
    if (tree instanceof Items items) {
      List<Node> nodes = new ArrayList<>(items.nodes());
      int index = index(items, key);
      if (index >= 0) nodes.set(index, set(nodes.get(index), rest, entry));
      return new Items(nodes, items.at());
    }
    Map<String, Entry> entries =
        tree instanceof Fields fields
            ? new LinkedHashMap<>(fields.entries())
            : new LinkedHashMap<>();
    Entry old = entries.get(key);
    Node below = old == null ? new Fields(Map.of(), entry.keyAt()) : old.value();
    boolean here = rest.isEmpty();
    Node value = here && old == null ? entry.value() : set(below, rest, entry);
    entries.put(
        key,
        old == null || here
            ? new Entry(entry.keyAt(), value, entry.layer())
            : new Entry(old.keyAt(), value, old.layer()));
    return new Fields(entries, tree.at());
  }

  /** The value at a path, as {@link #set} walks it. */
  public static Optional<Node> get(Node tree, List<String> path) {
    if (path.isEmpty()) return Optional.of(tree);
    List<String> rest = path.subList(1, path.size());
    return switch (tree) {
      case Fields fields ->
          Optional.ofNullable(fields.entries().get(path.getFirst()))
              .flatMap(entry -> get(entry.value(), rest));
      case Items items -> {
        int index = index(items, path.getFirst());
        yield index < 0 ? Optional.empty() : get(items.nodes().get(index), rest);
      }
      case Leaf _ -> Optional.empty();
    };
  }

  /** {@code fields} without some keys. */
  public static Fields without(Fields fields, Collection<String> keys) {
    Map<String, Entry> entries = new LinkedHashMap<>(fields.entries());
    entries.keySet().removeAll(keys);
    return new Fields(entries, fields.at());
  }

  /** The same tree, overridden by everything that is written. */
  public static Node asBase(Node tree) {
    return map(
        tree, UnaryOperator.identity(), entry -> new Entry(entry.keyAt(), entry.value(), -1));
  }

  /** The same tree as if all of it were written at one place. */
  public static Node at(Node tree, Position at) {
    return map(tree, _ -> at, entry -> new Entry(at, entry.value(), entry.layer()));
  }

  private static Node map(Node tree, UnaryOperator<Position> place, UnaryOperator<Entry> entries) {
    return switch (tree) {
      case Leaf leaf -> new Leaf(leaf.text(), leaf.plain(), place.apply(leaf.at()));
      case Items items ->
          new Items(
              items.nodes().stream().map(node -> map(node, place, entries)).toList(),
              place.apply(items.at()));
      case Fields fields -> {
        Map<String, Entry> mapped = new LinkedHashMap<>();
        fields
            .entries()
            .forEach(
                (key, entry) -> {
                  Node value = map(entry.value(), place, entries);
                  mapped.put(key, entries.apply(new Entry(entry.keyAt(), value, entry.layer())));
                });
        yield new Fields(mapped, place.apply(fields.at()));
      }
    };
  }

  /** What an item of a list is called: its {@code name}, or its number from 0. */
  public static String label(Node item, int index) {
    return get(item, List.of("name")).orElse(item) instanceof Leaf name
            && item instanceof Fields
            && name.text().matches("[A-Za-z0-9_-]{1,100}")
        ? name.text()
        : Integer.toString(index);
  }

  private static int index(Items items, String label) {
    for (int i = 0; i < items.nodes().size(); i++)
      if (label(items.nodes().get(i), i).equals(label)) return i;
    return -1;
  }
}
