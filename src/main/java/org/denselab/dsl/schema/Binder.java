package org.denselab.dsl.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Items;
import org.denselab.dsl.yaml.Node.Leaf;
import org.denselab.dsl.yaml.Position;
import org.denselab.dsl.yaml.Problem;
import org.denselab.dsl.yaml.Trees;

/** Turns a tree into records, and finds everything that is wrong with it. */
public final class Binder {
  /**
   * What became of a tree.
   *
   * @param value the record; empty when a value of it is missing or wrong
   * @param unread keys that belong to a kind that was not chosen: wrong unless another cell of a
   *     sweep reads them
   * @param positions where each path was written
   * @param settingsRead names of the settings that were referred to
   */
  public record Outcome(
      Optional<Object> value,
      List<Problem> problems,
      List<Problem> unread,
      Map<String, Position> positions,
      Set<String> settingsRead) {}

  private final Type.Section root;
  private final Fields tree;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Position> positions = new LinkedHashMap<>();
  private int quiet;
  final boolean part;
  final References references;
  final List<Problem> unread = new ArrayList<>();

  /**
   * Prepares to bind a tree.
   *
   * @param settings what <code>${settings.name}</code> stands for
   * @param part keys may be missing, as in a file that others build on
   */
  public Binder(Type.Section root, Fields tree, Fields settings, boolean part) {
    this.root = root;
    this.tree = tree;
    this.part = part;
    this.references = new References(root, tree, settings);
  }

  /** Binds the tree. */
  public Outcome bind() {
    var value = bind(root, tree, Where.ROOT);
    return new Outcome(value, problems, unread, positions, references.settingsRead());
  }

  void problem(Position at, String message) {
    problems.add(new Problem(at, message));
  }

  /** Binds a default: what is wrong with the keys that it refers to is said at those keys. */
  Optional<Object> bindQuietly(Type type, Node node, Where where) {
    int said = problems.size();
    quiet++;
    var value = bind(type, node, where);
    quiet--;
    problems.subList(said, problems.size()).clear();
    return value;
  }

  void written(Where where, Position at) {
    if (quiet == 0) positions.put(where.path(), at);
  }

  /** Where a path was written, or else the nearest section that was. */
  Position position(String path) {
    String at = path;
    while (!positions.containsKey(at)) at = at.substring(0, Math.max(0, at.lastIndexOf('.')));
    return positions.get(at);
  }

  Optional<Object> bind(Type type, Node node, Where where) {
    written(where, node.at());
    if (node instanceof Leaf leaf) {
      if (leaf.isNull()) {
        boolean optional = type instanceof Type.Maybe;
        problem(
            leaf.at(),
            where.shown()
                + " has no value; write one"
                + (optional ? ", or none" : ", or remove the key"));
        return Optional.empty();
      }
    }
    return switch (type) {
      case Type.Maybe maybe ->
          node instanceof Leaf leaf && leaf.text().equals("none")
              ? Optional.of(Optional.empty())
              : bind(maybe.of(), node, where).map(Optional::of);
      case Scalar scalar -> scalar(scalar, node, where);
      case Type.Items list ->
          node instanceof Items items ? items(list, items, where) : wrong("a list", node, where);
      case Type.Entries map ->
          node instanceof Fields fields ? entries(map, fields, where) : wrong("a map", node, where);
      case Type.Section _, Type.OneOf _ ->
          node instanceof Fields fields
              ? new SectionBinder(this, type, fields, where).bind()
              : wrong("a map", node, where);
    };
  }

  private Optional<Object> wrong(String expected, Node node, Where where) {
    problem(node.at(), where.shown() + " must be " + expected + ", but is " + node);
    return Optional.empty();
  }

  private Optional<Object> scalar(Scalar scalar, Node node, Where where) {
    if (!(node instanceof Leaf leaf)) return wrong(scalar.expected(), node, where);
    try {
      return Optional.of(scalar.read(leaf));
    } catch (IllegalArgumentException e) {
      if (e.getMessage() == null || e.getCause() != null)
        return wrong(scalar.expected(), node, where);
      problem(leaf.at(), where.shown() + " " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Object> items(Type.Items list, Items items, Where where) {
    List<Object> values = new ArrayList<>();
    boolean whole = true;
    for (int i = 0; i < items.nodes().size(); i++) {
      Node item = items.nodes().get(i);
      String label = Trees.label(item, i);
      var value = follow(item, where).flatMap(node -> bind(list.of(), node, where.item(label)));
      whole &= value.isPresent();
      if (value.isPresent() && values.contains(value.get()) && !list.repeats())
        problem(item.at(), where.shown() + " has " + item + " twice");
      value.ifPresent(values::add);
      alsoCalled(where.path() + "." + label, where.path() + "." + i);
    }
    return fits(list, items, where) && whole ? Optional.of(values) : Optional.empty();
  }

  private boolean fits(Type.Items list, Items items, Where where) {
    int size = items.nodes().size();
    if (size >= list.min() && size <= list.max()) return true;
    String expected =
        list.min() == list.max()
            ? items(list.min())
            : size < list.min() ? "at least " + items(list.min()) : "at most " + items(list.max());
    problem(items.at(), where.shown() + " must have " + expected + ", but has " + size);
    return false;
  }

  private static String items(int count) {
    return count == 1 ? "1 item" : count + " items";
  }

  /** A named item is found by its number as well. */
  private void alsoCalled(String name, String number) {
    if (name.equals(number)) return;
    Map<String, Position> more = new LinkedHashMap<>();
    positions.forEach(
        (path, at) -> {
          if ((path + ".").startsWith(name + "."))
            more.put(number + path.substring(name.length()), at);
        });
    positions.putAll(more);
  }

  private Optional<Object> entries(Type.Entries map, Fields fields, Where where) {
    Map<String, Object> values = new LinkedHashMap<>();
    boolean whole = true;
    for (var entry : fields.entries().entrySet()) {
      var value =
          follow(entry.getValue().value(), where.key(entry.getKey()))
              .flatMap(node -> bind(map.of(), node, where.key(entry.getKey())));
      value.ifPresent(v -> values.put(entry.getKey(), v));
      whole &= value.isPresent();
    }
    return whole ? Optional.of(values) : Optional.empty();
  }

  Optional<Node> follow(Node node, Where where) {
    try {
      return Optional.of(references.follow(node, where.section()));
    } catch (BrokenReference e) {
      problem(e.at(), e.getMessage());
      return Optional.empty();
    }
  }
}
