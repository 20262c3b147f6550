package org.denselab.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.schema.Field;
import org.denselab.dsl.schema.Type;
import org.denselab.dsl.yaml.Position;
import org.denselab.dsl.yaml.Problems;
import org.denselab.dsl.yaml.YamlReader;

/** The keys that a map may have, whatever its kind, each with its schema and its meaning. */
final class JsonSchemaKeys {
  /** A key as one kind has it. */
  private record Own(
      Optional<String> kind, ObjectNode schema, String doc, Optional<String> usual) {}

  private final JsonSchemaTypes types;
  private final Map<String, List<Own>> found = new LinkedHashMap<>();

  JsonSchemaKeys(JsonSchemaTypes types) {
    this.types = types;
  }

  /** Schemas by key. */
  Map<String, ObjectNode> of(Type type, String shape) {
    collect(type, shape, Optional.empty());
    Map<String, ObjectNode> keys = new LinkedHashMap<>();
    found.forEach((key, owners) -> keys.put(key, together(owners)));
    return keys;
  }

  private void collect(Type type, String shape, Optional<String> kind) {
    switch (type) {
      case Type.Section section -> {
        for (Field field : section.fields())
          if (field.inline()) collect(field.type(), shape, kind);
          else add(field, shape, kind);
      }
      case Type.OneOf among -> {
        var kinds = among.kinds();
        if (!among.chosenBy().isEmpty()) {
          ObjectNode words = JsonSchemaTypes.reference();
          ObjectNode names = words.objectNode();
          kinds.keySet().forEach(name -> names.withArray("enum").add(name));
          own(
              among.chosenBy(),
              new Own(
                  kind,
                  JsonSchemaTypes.choose(names, words),
                  "the kind" + JsonSchemaTypes.docs(among),
                  Optional.empty()));
        }
        boolean alone = kinds.size() == 1;
        kinds.forEach((name, each) -> collect(each, shape, alone ? kind : Optional.of(name)));
      }
      default -> throw new IllegalStateException(type + " has no keys");
    }
  }

  private void add(Field field, String shape, Optional<String> kind) {
    String below = shape.isEmpty() ? field.key() : shape + "." + field.key();
    String doc = field.doc() + JsonSchemaTypes.docs(field.type());
    own(field.key(), new Own(kind, types.of(field.type(), below), doc, field.value()));
  }

  private void own(String key, Own own) {
    found.computeIfAbsent(key, _ -> new ArrayList<>()).add(own);
  }

  private static ObjectNode together(List<Own> owners) {
    Own first = owners.getFirst();
    ObjectNode schema = first.schema();
    for (Own other : owners) schema = JsonSchemaTypes.choose(schema, other.schema());
    var docs = owners.stream().map(Own::doc).distinct().toList();
    var kinds = owners.stream().flatMap(own -> own.kind().stream()).distinct().toList();
    ObjectNode described = schema.objectNode();
    String read = kinds.isEmpty() ? "" : " (" + String.join(", ", kinds) + ")";
    described.put("description", String.join("; ", docs) + read);
    if (owners.stream().map(Own::usual).distinct().count() == 1)
      first.usual().ifPresent(usual -> described.set("default", value(usual)));
    return described.setAll(schema.deepCopy());
  }

  private static JsonNode value(String yaml) {
    var start = new Position("default", 1, 1);
    return YamlJson.of(YamlReader.read(yaml, start, 0, new Problems()).orElseThrow());
  }
}
