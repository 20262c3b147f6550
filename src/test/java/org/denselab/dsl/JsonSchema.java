package org.denselab.dsl;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The JSON Schemas in {@code dsl/}, by file name, from the records that are the YAML's schema. */
final class JsonSchema {
  static final String STUDY = "study.schema.json";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<FileKey> COMPLETED =
      List.of(FileKey.EXTENDS, FileKey.SWEEP, FileKey.CELLS);

  private final Library library;
  private final JsonSchemaTypes types = new JsonSchemaTypes();

  private JsonSchema(Path folder) {
    this.library = new Library(folder);
  }

  /** Every schema of the library's folder. */
  static Map<String, String> files(Path folder) {
    var schema = new JsonSchema(folder);
    var files = new TreeMap<String, String>();
    files.put(STUDY, text(schema.study()));
    files.put(
        "recipe.schema.json", text(part("What studies build on: a file of dsl/recipes", "part")));
    files.put(
        "backbone.schema.json",
        text(part("A backbone's numbers: a file of dsl/backbones", "preset")));
    return files;
  }

  private static ObjectNode head(String title) {
    return JSON.objectNode()
        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
        .put("$comment", "generated: mvn -q test -Dtest=JsonSchemaTest -Ddocs=write")
        .put("title", title);
  }

  private static ObjectNode part(String title, String name) {
    return head(title).put("$ref", STUDY + "#/$defs/" + name);
  }

  private ObjectNode study() {
    ObjectNode study = head("A study: a file of experiments");
    var both = study.putArray("allOf");
    both.addObject().put("$ref", "#/$defs/part");
    ObjectNode alone = both.addObject();
    var completed = alone.withObject("/if/not").putArray("anyOf");
    for (FileKey key : COMPLETED) completed.addObject().putArray("required").add(key.key());
    alone.set("then", JsonSchemaKinds.of(StudyLoader.SCHEMA, "", Optional.empty(), true));
    types.defs.set("part", file());
    types.defs.set("preset", preset());
    study.set("$defs", types.defs);
    return study;
  }

  private ObjectNode file() {
    ObjectNode file = types.map(StudyLoader.SCHEMA, "");
    ObjectNode keys = (ObjectNode) file.get("properties");
    names((ObjectNode) types.defs.at("/backbone/anyOf/1/properties/preset"), "backbones");
    for (FileKey key : FileKey.values()) keys.set(key.key(), described(key.doc(), fileKey(key)));
    return file;
  }

  private ObjectNode preset() {
    ObjectNode preset = types.defs.at("/backbone/anyOf/1").deepCopy();
    ((ObjectNode) preset.get("properties")).remove(List.of("preset", "weights"));
    return preset;
  }

  private void names(ObjectNode key, String under) {
    for (String name : library.names(under)) key.withArray("examples").add(name);
  }

  private ObjectNode fileKey(FileKey key) {
    return switch (key) {
      case EXTENDS -> {
        ObjectNode name = JSON.objectNode().put("type", "string");
        for (String recipe : library.names("recipes"))
          name.withArray("examples").add("recipes/" + recipe);
        yield name;
      }
      case SETTINGS -> settings();
      case SWEEP -> JsonSchemaAxes.of(StudyLoader.SCHEMA, types);
      case EXCLUDE -> {
        ObjectNode list = JSON.objectNode().put("type", "array");
        list.withObject("/items").put("type", "object").put("minProperties", 1);
        yield list;
      }
      case CELLS -> cells();
    };
  }

  private static ObjectNode settings() {
    ObjectNode spec = JSON.objectNode().put("type", "object");
    spec.withObject("/properties/env")
        .put("description", "the environment variable that may hold it")
        .setAll(JsonSchemaTypes.text());
    spec.withObject("/properties/default").put("description", "the value where none is given");
    spec.withObject("/properties/doc").setAll(JsonSchemaTypes.text());
    spec.put("additionalProperties", false);
    ObjectNode value = JsonSchemaTypes.text();
    value.withArray("type").add("null").add("array");
    ObjectNode settings = JSON.objectNode().put("type", "object");
    settings.set("additionalProperties", JsonSchemaTypes.choose(value, spec));
    return settings;
  }

  private static ObjectNode cells() {
    ObjectNode cell = JSON.objectNode().put("type", "object");
    cell.withObject("/properties/axes")
        .put("type", "object")
        .set("additionalProperties", JsonSchemaTypes.text());
    cell.withObject("/properties/set").put("$ref", "#/$defs/part");
    cell.withArray("required").add("axes").add("set");
    cell.put("additionalProperties", false);
    ObjectNode list = JSON.objectNode().put("type", "array");
    list.set("items", cell);
    return JsonSchemaTypes.choose(list, cell);
  }

  private static ObjectNode described(String doc, ObjectNode schema) {
    ObjectNode described = JSON.objectNode().put("description", doc);
    return described.setAll(schema);
  }

  private static String text(ObjectNode schema) {
    var lines = new DefaultIndenter("  ", "\n");
    var printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(lines);
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
