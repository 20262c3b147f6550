package org.denselab.dsl.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Leaf;
import org.denselab.dsl.yaml.Position;
import org.denselab.dsl.yaml.Problems;
import org.denselab.dsl.yaml.Quoted;
import org.denselab.dsl.yaml.Trees;
import org.denselab.dsl.yaml.YamlReader;

/**
 * Follows {@code ${path}}: to the key at that path, or to its default. {@code ${.key}} is a key of
 * the same section, {@code $${} is the two characters themselves.
 */
public final class References {
  private static final int BASE = -2;
  private static final int DEFAULT = -3;
  private static final Pattern WHOLE = Pattern.compile("\\$\\{([^{}]*)}");
  private static final Pattern PART = Pattern.compile("\\$\\$\\{|\\$\\{([^{}]*)(}?)");

  private final Type.Section root;
  private final Fields tree;
  private final Fields settings;
  private final Set<String> settingsRead = new HashSet<>();
  private final List<String> following = new ArrayList<>();

  /**
   * References of one tree.
   *
   * @param settings what {@code ${settings.name}} stands for
   */
  public References(Type.Section root, Fields tree, Fields settings) {
    this.root = root;
    this.tree = tree;
    this.settings = settings;
  }

  /** The node itself, or what it refers to; empty when that is nothing. */
  public Optional<Node> resolved(Node node, String section) {
    try {
      return Optional.of(follow(node, section));
    } catch (BrokenReference e) {
      return Optional.empty();
    }
  }

  /** The settings that were referred to. */
  Set<String> settingsRead() {
    return settingsRead;
  }

  /**
   * The node itself, or what it refers to.
   *
   * @param section path of the section that holds it
   */
  Node follow(Node node, String section) throws BrokenReference {
    if (!(node instanceof Leaf leaf) || !leaf.text().contains("${")) return node;
    var whole = WHOLE.matcher(leaf.text());
    if (whole.matches())
      return value(whole.group(1), section, leaf) instanceof Leaf found
          ? new Leaf(found.text(), found.plain(), leaf.at())
          : value(whole.group(1), section, leaf);
    var text = new StringBuilder();
    int end = 0;
    for (MatchResult part : PART.matcher(leaf.text()).results().toList()) {
      text.append(leaf.text(), end, part.start()).append(expand(part, section, leaf));
      end = part.end();
    }
    return new Leaf(text.append(leaf.text().substring(end)).toString(), leaf.plain(), leaf.at());
  }

  private String expand(MatchResult part, String section, Leaf leaf) throws BrokenReference {
    if (part.group().equals("$${")) return "${";
    if (part.group(2).isEmpty())
      throw new BrokenReference(
          leaf.at(), "\"${\" has no \"}\"; write \"$${\" for the characters themselves");
    if (value(part.group(1), section, leaf) instanceof Leaf found) return found.text();
    throw new BrokenReference(
        leaf.at(), "${" + part.group(1) + "} is not a single value and cannot stand inside text");
  }

  private Node value(String path, String section, Leaf leaf) throws BrokenReference {
    String full =
        path.startsWith(".") ? (section.isEmpty() ? path.substring(1) : section + path) : path;
    boolean cycle = following.contains(full);
    following.add(full);
    try {
      if (cycle)
        throw new BrokenReference(
            leaf.at(), "${" + path + "} refers to itself: " + String.join(" -> ", following));
      return full.startsWith("settings.")
          ? setting(full.substring("settings.".length()), leaf)
          : walk(root, tree, "", List.of(full.split("\\.", -1)), leaf);
    } finally {
      following.removeLast();
    }
  }

  private Node setting(String name, Leaf from) throws BrokenReference {
    Entry entry = settings.entries().get(name);
    if (entry == null) throw unknown(from, name, settings.entries().keySet());
    settingsRead.add(name);
    return follow(entry.value(), "settings");
  }

  private Node walk(Type type, Node given, String at, List<String> path, Leaf from)
      throws BrokenReference {
    Node node = follow(given, at.substring(0, Math.max(0, at.lastIndexOf('.'))));
    if (path.isEmpty()) return node;
    if (type instanceof Type.Maybe maybe) return walk(maybe.of(), node, at, path, from);
    String key = path.getFirst();
    String below = at.isEmpty() ? key : at + "." + key;
    List<String> rest = path.subList(1, path.size());
    if (type instanceof Type.Section || type instanceof Type.OneOf) {
      if (node instanceof Fields map) {
        var layout = new Layout(type, map, n -> follow(n, at));
        if (layout.choosers.containsKey(key) && map.entries().containsKey(key))
          return follow(map.entries().get(key).value(), at);
        Field field = layout.fields.get(key);
        if (field != null) {
          Optional<Node> value = valueOf(field, map, at);
          if (value.isPresent()) return walk(field.type(), value.get(), below, rest, from);
        }
        throw unknown(from, key, layout.fields.keySet());
      }
    } else if (type instanceof Type.Items items) {
      Optional<Node> item = Trees.get(node, List.of(key));
      if (item.isPresent()) return walk(items.of(), item.get(), below, rest, from);
    } else if (type instanceof Type.Entries entries && node instanceof Fields map) {
      Entry entry = map.entries().get(key);
      if (entry == null) throw unknown(from, key, map.entries().keySet());
      return walk(entries.of(), entry.value(), below, rest, from);
    }
    throw unknown(from, key, List.of());
  }

  private static BrokenReference unknown(Leaf from, String key, Collection<String> known) {
    return new BrokenReference(
        from.at(),
        from + " refers to nothing: no key " + Quoted.of(key) + Nearest.hint(key, known));
  }

  /** What a key of a map stands for: what is written, on top of what it inherits or defaults to. */
  Optional<Node> valueOf(Field field, Fields map, String at) throws BrokenReference {
    Entry entry = map.entries().get(field.key());
    Optional<Node> given = Optional.ofNullable(entry).map(Entry::value);
    if (given.isPresent()) given = Optional.of(asSection(field, follow(given.get(), at), entry));
    if (field.inherits().isPresent()) {
      Node base = Trees.asBase(walkFrom(field.inherits().get(), map));
      return Optional.of(given.isEmpty() ? base : Trees.merge(base, given.get()));
    }
    Optional<Node> value = field.value().map(text -> parsed(text, map.at()));
    if (given.isEmpty()) return value;
    if (chooser(field).isEmpty() || value.isEmpty()) return given;
    return Optional.of(withKind(given.get(), value.get(), chooser(field).get()));
  }

  private Node walkFrom(String path, Fields map) throws BrokenReference {
    var from = new Leaf("${" + path + "}", true, map.at());
    return walk(root, tree, "", List.of(path.split("\\.")), from);
  }

  private static Optional<String> chooser(Field field) {
    Type type = field.type() instanceof Type.Maybe maybe ? maybe.of() : field.type();
    return type instanceof Type.OneOf kinds && !kinds.chosenBy().isEmpty()
        ? Optional.of(kinds.chosenBy())
        : Optional.empty();
  }

  /** A word where a kind is expected is that kind: {@code optimizer: adam}. */
  private static Node asSection(Field field, Node given, Entry entry) {
    if (!(given instanceof Leaf leaf) || leaf.isNull() || chooser(field).isEmpty()) return given;
    if (field.type() instanceof Type.Maybe && leaf.text().equals("none")) return given;
    return new Fields(
        Map.of(chooser(field).get(), new Entry(leaf.at(), leaf, entry.layer())), leaf.at());
  }

  /** A map that does not name its kind has that of the default. */
  private static Node withKind(Node given, Node value, String chooser) {
    if (!(given instanceof Fields map) || !(value instanceof Fields usual)) return given;
    if (map.entries().containsKey(chooser)) return given;
    var entries = new LinkedHashMap<>(map.entries());
    Entry kind = usual.entries().get(chooser);
    entries.put(chooser, new Entry(map.at(), kind.value(), BASE));
    return new Fields(entries, map.at());
  }

  private static Node parsed(String value, Position at) {
    return YamlReader.read(value, at, DEFAULT, new Problems()).orElseThrow();
  }
}
