package org.denselab.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.denselab.study.result.Exhibit;

/** Exhibits in {@code results.json}, as their records are; what is not finite is {@code null}. */
final class ExhibitJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private ExhibitJson() {}

  static JsonNode of(List<Exhibit> exhibits) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Exhibit exhibit : exhibits)
      array.add(MAPPER.convertValue(exhibit, new TypeReference<ObjectNode>() {}));
    finite(array);
    return array;
  }

  private static void finite(JsonNode node) {
    switch (node) {
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++)
          if (infinite(array.get(i))) array.setNull(i);
          else finite(array.get(i));
      }
      case ObjectNode object -> {
        for (var entry : object.properties())
          if (infinite(entry.getValue())) entry.setValue(JsonNodeFactory.instance.nullNode());
          else finite(entry.getValue());
      }
      default -> {}
    }
  }

  private static boolean infinite(JsonNode node) {
    return node.isDouble() && !Double.isFinite(node.doubleValue());
  }
}
