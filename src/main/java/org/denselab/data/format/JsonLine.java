package org.denselab.data.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.base.BadInput;

/** One JSON object on a line of its own. */
record JsonLine(Line line, JsonNode object) {
  static JsonLine parse(Line line) {
    try {
      JsonNode node = Json.MAPPER.readTree(line.text());
      if (node.isObject()) return new JsonLine(line, node);
      throw line.error("expected a JSON object, found " + node.getNodeType());
    } catch (JsonProcessingException e) {
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      throw new BadInput(line.place() + ":" + column + ": " + Json.complaint(e), e);
    }
  }

  boolean has(String key) {
    return object.hasNonNull(key);
  }

  BadInput error(String message) {
    return line.error(message);
  }

  /** A string or number under {@code key}. */
  String text(String key) {
    JsonNode value = object.get(key);
    if (value == null || value.isNull()) throw error("no \"" + key + "\" among " + keys());
    return scalar(value, key);
  }

  String text(String key, String fallback) {
    return has(key) ? scalar(object.get(key), key) : fallback;
  }

  /** The elements of the list under {@code key}; empty where there is no such key. */
  List<JsonNode> list(String key) {
    if (!has(key)) return List.of();
    JsonNode value = object.get(key);
    if (!value.isArray()) throw error("\"" + key + "\" must be a list");
    List<JsonNode> elements = new ArrayList<>();
    value.forEach(elements::add);
    return elements;
  }

  /** As {@link #list}, where the key must be there. */
  List<JsonNode> needed(String key) {
    if (!object.has(key)) throw error("no \"" + key + "\" among " + keys());
    return list(key);
  }

  List<String> texts(String key) {
    return list(key).stream().map(element -> scalar(element, key)).toList();
  }

  BigDecimal decimal(String key) {
    return decimal(object.get(key), key);
  }

  List<BigDecimal> decimals(String key) {
    return list(key).stream().map(element -> decimal(element, key)).toList();
  }

  private BigDecimal decimal(JsonNode value, String key) {
    line.number(value.asText(), key);
    return new BigDecimal(value.asText().strip());
  }

  /** The keys beside {@code own}, as they stand. */
  Map<String, JsonNode> other(Set<String> own) {
    var other = new LinkedHashMap<String, JsonNode>();
    object.properties().stream()
        .filter(entry -> !own.contains(entry.getKey()))
        .forEach(entry -> other.put(entry.getKey(), entry.getValue()));
    return other;
  }

  String keys() {
    return String.join(", ", object.properties().stream().map(entry -> entry.getKey()).toList());
  }

  private String scalar(JsonNode value, String key) {
    String text = Json.scalar(value);
    if (text == null) throw error("\"" + key + "\" must be text, but is " + value.getNodeType());
    return text;
  }
}
