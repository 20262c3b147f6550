package org.denselab.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.denselab.dsl.schema.Bounds;
import org.denselab.dsl.schema.Scalar;
import org.denselab.dsl.schema.Type;

/**
 * JSON Schema of what may stand at one place of a file: a value, a reference, a word for a kind, a
 * map with the keys of every kind. Keeps to keywords that draft 7 has too, as editors' checkers are
 * behind the specification.
 */
final class JsonSchemaTypes {
  /** Text that holds a reference, which may become anything. */
  static final String REFERENCE = "\\$\\{";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Sections by name. */
  final ObjectNode defs = JSON.objectNode();

  /** What a type may be. */
  ObjectNode of(Type type, String shape) {
    return switch (type) {
      case Type.Maybe maybe -> choose(constant("none"), of(maybe.of(), shape));
      case Type.Items list -> choose(reference(), items(list, shape));
      case Type.Entries map -> {
        ObjectNode entries = JSON.objectNode().put("type", "object");
        entries.set("additionalProperties", of(map.of(), shape));
        yield choose(reference(), entries);
      }
      case Type.Section _, Type.OneOf _ -> named(shape, section(type, shape));
      case Scalar scalar -> scalar(scalar);
    };
  }

  private ObjectNode items(Type.Items list, String shape) {
    ObjectNode items = JSON.objectNode().put("type", "array");
    items.set("items", of(list.of(), shape));
    if (list.min() > 0) items.put("minItems", list.min());
    if (list.max() < Integer.MAX_VALUE) items.put("maxItems", list.max());
    if (!list.repeats()) items.put("uniqueItems", true);
    return items;
  }

  /** A definition by the last word of its path; two that differ by the whole of it. */
  private ObjectNode named(String shape, ObjectNode schema) {
    String key = shape.substring(shape.lastIndexOf('.') + 1);
    String name = !defs.has(key) || defs.get(key).equals(schema) ? key : shape;
    defs.set(name, schema);
    return JSON.objectNode().put("$ref", "#/$defs/" + name);
  }

  private ObjectNode section(Type type, String shape) {
    ObjectNode map = map(type, shape);
    if (!(type instanceof Type.OneOf among) || among.chosenBy().isEmpty())
      return choose(reference(), map);
    var words = among.kinds().keySet();
    return choose(reference(), choose(words(words), map));
  }

  /** A map with the keys of all kinds; {@link JsonSchemaKinds} says which stand together. */
  ObjectNode map(Type type, String shape) {
    ObjectNode map = JSON.objectNode().put("type", "object");
    ObjectNode properties = map.putObject("properties");
    new JsonSchemaKeys(this).of(type, shape).forEach(properties::set);
    return map.put("additionalProperties", false);
  }

  private static ObjectNode scalar(Scalar scalar) {
    return switch (scalar) {
      case Scalar.Whole whole -> {
        ObjectNode number = number("integer", whole.bounds(), whole.expected());
        // what an int cannot hold, or 18 digits cannot write, is refused
        double most = whole.wide() ? 1e18 : Integer.MAX_VALUE;
        if (whole.bounds().max() > most) number.put("maximum", (long) most);
        yield number;
      }
      case Scalar.Decimal decimal -> number("number", decimal.bounds(), decimal.expected());
      case Scalar.Flag flag -> said(types("boolean", "string"), REFERENCE, flag.expected());
      case Scalar.Choice choice -> choose(words(choice.words().keySet()), reference());
      case Scalar.FilePath path -> said(text(), "\\S", path.expected());
      case Scalar.Text any when any.form().matcher("any text\nat all").matches() -> text();
      case Scalar.Text form -> said(text().put("minimum", 0), whole(form.form()), form.expected());
      case Scalar.Notation own ->
          said(
              own.form().matcher("5").matches()
                  ? types("string", "integer")
                      .put("minimum", own.form().matcher("0").matches() ? 0 : 1)
                  : types("string"),
              whole(own.form()),
              own.expected());
    };
  }

  private static String whole(Pattern form) {
    return "^(?:" + form.pattern() + ")$|" + REFERENCE;
  }

  private static ObjectNode number(String type, Bounds bounds, String expected) {
    ObjectNode number = types(type, "string");
    Map<String, Double> limits = new LinkedHashMap<>();
    limits.put("minimum", bounds.min());
    limits.put("exclusiveMinimum", bounds.above());
    limits.put("maximum", bounds.max());
    limits.put("exclusiveMaximum", bounds.below());
    limits.forEach(
        (keyword, limit) -> {
          if (Double.isInfinite(limit)) return;
          if (limit == Math.rint(limit)) number.put(keyword, limit.longValue());
          else number.put(keyword, limit);
        });
    return said(number, REFERENCE, expected);
  }

  private static ObjectNode said(ObjectNode schema, String pattern, String expected) {
    // VS Code shows it instead of the pattern
    return schema.put("pattern", pattern).put("patternErrorMessage", "must be " + expected);
  }

  /** A word, a number or a truth value: YAML's single values are all text where text is asked. */
  static ObjectNode text() {
    return types("string", "number", "boolean");
  }

  private static ObjectNode types(String... types) {
    ObjectNode schema = JSON.objectNode();
    if (types.length == 1) return schema.put("type", types[0]);
    for (String type : types) schema.withArray("type").add(type);
    return schema;
  }

  static ObjectNode reference() {
    return said(types("string"), REFERENCE, "a reference such as ${train.lr}");
  }

  static ObjectNode constant(String value) {
    return JSON.objectNode().put("const", value);
  }

  private static ObjectNode words(Iterable<String> words) {
    ObjectNode schema = JSON.objectNode();
    for (String word : words) schema.withArray("enum").add(word);
    return schema;
  }

  /** One or the other; alternatives of alternatives stand in one list. */
  static ObjectNode choose(ObjectNode one, ObjectNode other) {
    if (one.equals(other)) return one;
    ObjectNode schema = JSON.objectNode();
    for (ObjectNode part : new ObjectNode[] {one, other}) {
      var alternatives = part.size() == 1 && part.has("anyOf") ? part.get("anyOf") : null;
      if (alternatives == null) addNew(schema, part);
      else for (JsonNode each : alternatives) addNew(schema, each);
    }
    return schema;
  }

  private static void addNew(ObjectNode schema, JsonNode alternative) {
    var all = schema.withArray("anyOf");
    for (JsonNode known : all) if (known.equals(alternative)) return;
    all.add(alternative);
  }

  /** The kinds' words, for a description. */
  static String docs(Type type) {
    return switch (type) {
      case Type.Maybe maybe -> docs(maybe.of());
      case Type.Items items -> docs(items.of());
      case Scalar.Choice choice -> docs(choice.docs());
      case Type.OneOf among when !among.chosenBy().isEmpty() -> {
        Map<String, String> docs = new LinkedHashMap<>();
        among.kinds().forEach((name, kind) -> docs.put(name, kind.doc()));
        yield docs(docs);
      }
      default -> "";
    };
  }

  private static String docs(Map<String, String> docs) {
    return docs.entrySet().stream()
        .filter(doc -> !doc.getValue().isEmpty())
        .map(doc -> "\n" + doc.getKey() + ": " + doc.getValue())
        .collect(Collectors.joining());
  }
}
