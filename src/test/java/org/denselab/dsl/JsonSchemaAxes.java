package org.denselab.dsl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.denselab.dsl.schema.Field;
import org.denselab.dsl.schema.Type;

/** The paths that a sweep may have, each with a list of values that its key takes. */
final class JsonSchemaAxes {
  private static final String ITEM = "[^.]+";

  private final JsonSchemaTypes types;
  private final ObjectNode sweep = JsonNodeFactory.instance.objectNode().put("type", "object");

  private JsonSchemaAxes(JsonSchemaTypes types) {
    this.types = types;
  }

  static ObjectNode of(Type.Section study, JsonSchemaTypes types) {
    var axes = new JsonSchemaAxes(types);
    axes.sweep.put("description", FileKey.SWEEP.doc());
    axes.below("", "", study);
    axes.add("settings." + ITEM, JsonNodeFactory.instance.objectNode());
    return axes.sweep.put("additionalProperties", false);
  }

  /** Paths are regular expressions where an item of a list stands in them. */
  private void below(String path, String shape, Type type) {
    switch (type) {
      case Type.Maybe maybe -> below(path, shape, maybe.of());
      case Type.Items list -> {
        add(path + "." + ITEM, types.of(list.of(), shape));
        below(path + "." + ITEM, shape, list.of());
      }
      case Type.Entries map -> add(path + "." + ITEM, types.of(map.of(), shape));
      case Type.Section section -> section.fields().forEach(field -> field(path, shape, field));
      case Type.OneOf among -> {
        if (!among.chosenBy().isEmpty()) chooser(path, among);
        among.kinds().values().forEach(kind -> below(path, shape, kind));
      }
      default -> {}
    }
  }

  private void chooser(String path, Type.OneOf among) {
    ObjectNode words = JsonNodeFactory.instance.objectNode();
    for (String name : among.kinds().keySet()) words.withArray("enum").add(name);
    add(join(path, among.chosenBy()), JsonSchemaTypes.choose(words, JsonSchemaTypes.reference()));
  }

  private void field(String path, String shape, Field field) {
    String below = join(path, field.key());
    if (path.isEmpty() && Sweep.SHARED.contains(field.key())) return;
    if (field.inline()) {
      below(path, shape, field.type());
      return;
    }
    String belowShape = join(shape, field.key());
    add(below, types.of(field.type(), belowShape));
    below(below, belowShape, field.type());
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private void add(String path, ObjectNode value) {
    boolean plain = !path.contains(ITEM);
    ObjectNode all = sweep.withObject(plain ? "/properties" : "/patternProperties");
    String key = plain ? path : "^" + quoted(path) + "$";
    ObjectNode axis = JsonNodeFactory.instance.objectNode().put("type", "array").put("minItems", 1);
    ObjectNode before = (ObjectNode) all.path(key).get("items");
    axis.set("items", before == null ? value : JsonSchemaTypes.choose(before, value));
    all.set(key, axis);
  }

  private static String quoted(String path) {
    return path.replace(ITEM, "\u0000").replace(".", "\\.").replace("\u0000", ITEM);
  }
}
