package org.denselab.data.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.denselab.base.BadInput;

/** One JSON object on a line of its own. */
record JsonLine(Line line, JsonNode object) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static JsonLine parse(Line line) {
    try {
      JsonNode node = MAPPER.readTree(line.text());
      if (node.isObject()) return new JsonLine(line, node);
      throw line.error("expected a JSON object, found " + node.getNodeType());
    } catch (JsonProcessingException e) {
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      throw new BadInput(
          line.file() + ":" + line.number() + ":" + column + ": " + e.getOriginalMessage(), e);
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

  List<String> texts(String key) {
    return list(key).stream().map(element -> scalar(element, key)).toList();
  }

  List<Double> numbers(String key) {
    return list(key).stream().map(element -> line.number(element.asText(), key)).toList();
  }

  String keys() {
    return String.join(", ", object.properties().stream().map(entry -> entry.getKey()).toList());
  }

  private String scalar(JsonNode value, String key) {
    if (value.isTextual() || value.isNumber()) return value.asText();
    throw error("\"" + key + "\" must be text, but is " + value.getNodeType());
  }
}
