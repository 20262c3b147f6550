package org.denselab.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.denselab.dsl.yaml.Node;

/** A YAML tree as JSON, by the core schema of YAML 1.2, which editors go by. */
final class YamlJson {
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private YamlJson() {}

  static JsonNode of(Node node) {
    return switch (node) {
      case Node.Leaf leaf -> leaf(leaf);
      case Node.Items items -> {
        ArrayNode array = JSON.arrayNode();
        items.nodes().forEach(item -> array.add(of(item)));
        yield array;
      }
      case Node.Fields fields -> {
        ObjectNode map = JSON.objectNode();
        fields.entries().forEach((key, entry) -> map.set(key, of(entry.value())));
        yield map;
      }
    };
  }

  private static JsonNode leaf(Node.Leaf leaf) {
    String text = leaf.text();
    if (!leaf.plain()) return JSON.textNode(text);
    if (leaf.isNull()) return JSON.nullNode();
    if (text.matches("true|True|TRUE|false|False|FALSE"))
      return JSON.booleanNode(text.equalsIgnoreCase("true"));
    if (WHOLE.matcher(text).matches())
      return JSON.numberNode(new BigInteger(text.startsWith("+") ? text.substring(1) : text));
    if (DECIMAL.matcher(text).matches()) return JSON.numberNode(new BigDecimal(text));
    return JSON.textNode(text);
  }
}
