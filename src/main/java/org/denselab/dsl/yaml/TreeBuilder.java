package org.denselab.dsl.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns SnakeYAML's nodes into ours and reports what YAML allows and a study does not. */
final class TreeBuilder {
  // nested aliases multiply: SnakeYAML bounds their number, not what they grow to
  private static final int MOST_NODES = 20_000;
  private static final Set<Tag> TAGS =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MERGE,
          Tag.SEQ,
          Tag.MAP);

  private final Position start;
  private final int layer;
  private final Problems problems;
  private final Set<org.yaml.snakeyaml.nodes.Node> open =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private int nodes;
  private boolean hostile;

  TreeBuilder(Position start, int layer, Problems problems) {
    this.start = start;
    this.layer = layer;
    this.problems = problems;
  }

  /** Empty when aliases grow without end, or a value is none that a study has. */
  Optional<Node> build(org.yaml.snakeyaml.nodes.Node root) {
    Node tree = convert(root);
    if (nodes <= MOST_NODES) return hostile ? Optional.empty() : Optional.of(tree);
    problems.add(start, "aliases grow to more than " + MOST_NODES + " values");
    return Optional.empty();
  }

  private Node convert(org.yaml.snakeyaml.nodes.Node node) {
    Position at = at(node);
    Node nothing = new Node.Leaf("", true, at);
    if (++nodes > MOST_NODES) return nothing;
    String tag = node.getTag().getValue();
    if (!TAGS.contains(node.getTag())) {
      hostile = true;
      problems.add(at, "tag " + Quoted.of(tag.replace(Tag.PREFIX, "!!")) + " is not allowed");
      return nothing;
    }
    if (!open.add(node)) {
      hostile = true;
      problems.add(at, "this value holds itself");
      return nothing;
    }
    try {
      return switch (node) {
        case ScalarNode scalar -> new Node.Leaf(scalar.getValue(), scalar.isPlain(), at);
        case SequenceNode list -> {
          List<Node> items = new ArrayList<>();
          for (var item : list.getValue()) items.add(convert(item));
          yield new Node.Items(items, at);
        }
        case MappingNode map -> fields(map, at);
        default -> throw new IllegalStateException("an alias that was not followed at " + at);
      };
    } finally {
      open.remove(node);
    }
  }

  private Node.Fields fields(MappingNode map, Position at) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (var tuple : map.getValue()) {
      Position keyAt = at(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(keyAt, "a key must be a word, not a list or a map");
        continue;
      }
      if (key.getTag().equals(Tag.MERGE)) {
        problems.add(keyAt, "\"<<\" is not supported: write the keys, or use extends");
        continue;
      }
      var entry = new Node.Entry(keyAt, convert(tuple.getValueNode()), layer);
      var before = entries.putIfAbsent(key.getValue(), entry);
      if (before != null)
        problems.add(
            keyAt,
            "key "
                + Quoted.of(key.getValue())
                + " is already given on line "
                + before.keyAt().line());
    }
    return new Node.Fields(entries, at);
  }

  private Position at(org.yaml.snakeyaml.nodes.Node node) {
    var mark = node.getStartMark();
    return YamlReader.place(start, mark.getLine(), mark.getColumn());
  }
}
