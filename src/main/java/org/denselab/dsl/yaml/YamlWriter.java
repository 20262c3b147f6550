package org.denselab.dsl.yaml;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Writes trees as YAML: sections as blocks, lists of single values on one line. */
public final class YamlWriter {
  private static final Resolver TAGS = new Resolver();

  private YamlWriter() {}

  /** The tree as a document. */
  public static String block(Node tree) {
    return write(tree, FlowStyle.BLOCK);
  }

  /** The tree on one line, such as {@code {kind: lora, rank: 8}}; a single value is its text. */
  public static String line(Node tree) {
    return tree instanceof Node.Leaf leaf ? leaf.text() : write(tree, FlowStyle.FLOW).strip();
  }

  private static String write(Node tree, FlowStyle style) {
    var options = new DumperOptions();
    options.setSplitLines(false);
    options.setWidth(Integer.MAX_VALUE);
    options.setIndicatorIndent(2);
    options.setIndent(2);
    options.setIndentWithIndicator(true);
    var out = new StringWriter();
    new Yaml(options).serialize(convert(tree, style), out);
    return out.toString();
  }

  private static org.yaml.snakeyaml.nodes.Node convert(Node tree, FlowStyle style) {
    return switch (tree) {
      case Node.Leaf leaf -> scalar(leaf.text(), leaf.plain());
      case Node.Items items -> {
        boolean simple = items.nodes().stream().allMatch(Node.Leaf.class::isInstance);
        FlowStyle own = simple ? FlowStyle.FLOW : style;
        List<org.yaml.snakeyaml.nodes.Node> nodes = new ArrayList<>();
        for (Node item : items.nodes()) nodes.add(convert(item, own));
        yield new SequenceNode(Tag.SEQ, nodes, own);
      }
      case Node.Fields fields -> {
        FlowStyle own = fields.entries().isEmpty() ? FlowStyle.FLOW : style;
        List<NodeTuple> tuples = new ArrayList<>();
        fields
            .entries()
            .forEach(
                (key, entry) ->
                    tuples.add(new NodeTuple(scalar(key, false), convert(entry.value(), own))));
        yield new MappingNode(Tag.MAP, tuples, own);
      }
    };
  }

  /** Text that would read as a number or a truth value is quoted, by its tag. */
  private static ScalarNode scalar(String text, boolean plain) {
    Tag tag = plain ? TAGS.resolve(org.yaml.snakeyaml.nodes.NodeId.scalar, text, true) : Tag.STR;
    return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
  }
}
