package org.denselab.dsl.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 * Follows <code>${path}</code>: to the key at that path, or to its default. <code>${.key}</code> is
 * a key of the same section, <code>$${</code> is the two characters themselves.
 */
public final class References {
  private static final int DEFAULT = -3;
  private static final Map<String, Node> DEFAULTS = new ConcurrentHashMap<>();
  // text that doubles at every reference must end before memory and patience do
  private static final int DEEPEST = 50;
  private static final int MOST = 20_000;
  private static final Pattern WHOLE = Pattern.compile("\\$\\{([^{}]*)}");
  private static final Pattern PART = Pattern.compile("\\$\\$\\{|\\$\\{([^{}]*)(}?)");

  private final Type.Section root;
  private final Fields tree;
  private final Fields settings;
  private final Set<String> settingsRead = new HashSet<>();
  private final List<String> following = new ArrayList<>();
  private int followed;

  /**
   * References of one tree.
   *
   * @param settings what <code>${settings.name}</code> stands for
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
    if (whole.matches()) {
      Node found = value(whole.group(1), section, leaf);
      return found instanceof Leaf single
          ? new Leaf(single.text(), single.plain(), leaf.at())
          : found;
    }
    var text = new StringBuilder();
    int end = 0;
    for (MatchResult part : PART.matcher(leaf.text()).results().toList()) {
      text.append(leaf.text(), end, part.start()).append(expand(part, section, leaf));
      end = part.end();
    }
    // quotes around references are YAML's need inside braces: the number in them stays one
    var plain = new Leaf(text.append(leaf.text().substring(end)).toString(), true, leaf.at());
    return plain.isNull() ? new Leaf(plain.text(), false, leaf.at()) : plain;
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
    var from = new Leaf("${" + path + "}", true, leaf.at());
    boolean cycle = following.contains(full);
    if (following.size() == DEEPEST || ++followed > MOST)
      throw new BrokenReference(leaf.at(), from.text() + " leads through too many references");
    following.add(full);
    try {
      if (cycle)
        throw new BrokenReference(
            leaf.at(), from.text() + " refers to itself: " + String.join(" -> ", following));
      return full.startsWith("settings.")
          ? setting(full.substring("settings.".length()), from)
          : walk(root, tree, "", "", List.of(full.split("\\.", -1)), from);
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

  /** From a node, which is no reference itself, down a path. */
  private Node walk(Type type, Node node, String at, String section, List<String> path, Leaf from)
      throws BrokenReference {
    if (path.isEmpty()) return node;
    if (type instanceof Type.Maybe maybe) return walk(maybe.of(), node, at, section, path, from);
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
          if (value.isPresent()) return walk(field.type(), value.get(), below, at, rest, from);
        }
        throw unknown(from, key, layout.fields.keySet());
      }
    } else if (type instanceof Type.Items items) {
      Optional<Node> item = Trees.get(node, List.of(key));
      if (item.isPresent())
        return walk(items.of(), follow(item.get(), section), below, section, rest, from);
    } else if (type instanceof Type.Entries entries && node instanceof Fields map) {
      Entry entry = map.entries().get(key);
      if (entry == null) throw unknown(from, key, map.entries().keySet());
      return walk(entries.of(), follow(entry.value(), at), below, at, rest, from);
    }
    throw unknown(from, key, List.of());
  }

  private static BrokenReference unknown(Leaf from, String key, Collection<String> known) {
    return new BrokenReference(
        from.at(),
        from.text() + " refers to nothing: no key " + Quoted.of(key) + Nearest.hint(key, known));
  }

  /**
   * What a key of a map stands for: what is written, on top of what it inherits or defaults to. The
   * node is no reference itself.
   */
  Optional<Node> valueOf(Field field, Fields map, String at) throws BrokenReference {
    Entry entry = map.entries().get(field.key());
    if (entry == null && field.inherits().isEmpty())
      return field.value().isEmpty()
          ? Optional.empty()
          : Optional.of(follow(usual(field, map.at()), at));
    Optional<Node> given =
        entry == null
            ? Optional.empty()
            : Optional.of(Kinds.asMap(field, follow(entry.value(), at), entry.layer()));
    if (field.inherits().isPresent()) {
      String path = field.inherits().get();
      Node base = Trees.asBase(value(path, "", new Leaf(path, true, map.at())));
      return Optional.of(given.isEmpty() ? base : Trees.merge(base, given.get()));
    }
    return field.value().isEmpty()
        ? given
        : given.map(node -> Kinds.withKind(field, node, usual(field, map.at())));
  }

  private static Node usual(Field field, Position at) {
    Node value =
        DEFAULTS.computeIfAbsent(
            field.value().orElseThrow(),
            text -> YamlReader.read(text, at, DEFAULT, new Problems()).orElseThrow());
    return Trees.at(value, at);
  }
}
