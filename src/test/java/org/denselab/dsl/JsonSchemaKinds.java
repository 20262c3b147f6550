package org.denselab.dsl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.denselab.dsl.schema.Field;
import org.denselab.dsl.schema.Type;

/**
 * What keys of a file must stand together: those of one kind, and those without a default. Holds
 * for a study that neither extends nor sweeps, as there another file or cell may complete it.
 */
final class JsonSchemaKinds {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  // a preset may have any of its keys
  private static final String COMPLETED_ELSEWHERE = "backbone";

  private JsonSchemaKinds() {}

  /** What a map of a type must fulfil. */
  static ObjectNode of(Type type, String shape, Optional<String> usual, boolean alone) {
    ObjectNode rule = JSON.objectNode();
    switch (type) {
      case Type.Maybe maybe -> rule = of(maybe.of(), shape, usual, alone);
      case Type.Items list -> {
        ObjectNode items = of(list.of(), shape, usual, alone);
        if (!items.isEmpty()) rule.set("items", items);
      }
      case Type.Section section -> section(section, shape, alone, rule);
      case Type.OneOf among -> kinds(among, shape, usual, alone, rule);
      default -> {}
    }
    return rule;
  }

  private static void section(Type.Section section, String shape, boolean alone, ObjectNode rule) {
    for (Field field : section.fields())
      if (field.inline()) merge(rule, of(field.type(), shape, Optional.empty(), alone));
      else field(field, shape, alone, rule);
  }

  private static void field(Field field, String shape, boolean alone, ObjectNode rule) {
    String below = shape.isEmpty() ? field.key() : shape + "." + field.key();
    boolean whole = alone && !below.equals(COMPLETED_ELSEWHERE);
    boolean free = field.value().isPresent() || field.inherits().isPresent();
    if (whole && !free) rule.withArray("required").add(field.key());
    ObjectNode own = of(field.type(), below, field.value(), whole && field.inherits().isEmpty());
    if (!own.isEmpty()) rule.withObject("/properties").set(field.key(), own);
  }

  private static void kinds(
      Type.OneOf among, String shape, Optional<String> usual, boolean alone, ObjectNode rule) {
    var kinds = among.kinds();
    boolean byKey = among.chosenBy().isEmpty();
    if (byKey) {
      // not oneOf, which a word would fail: it fulfils what asks for keys
      kinds.forEach(
          (name, _) -> rule.withArray("anyOf").addObject().withArray("required").add(name));
    } else if (alone && usual.isEmpty()) {
      rule.withArray("required").add(among.chosenBy());
    }
    kinds.forEach(
        (name, kind) -> {
          ObjectNode then = JSON.objectNode();
          section(kind, shape, alone, then);
          for (String key : othersKeys(among, kind)) then.withObject("/properties").put(key, false);
          if (then.isEmpty()) return;
          ObjectNode condition = JSON.objectNode();
          condition.withArray("required").add(byKey ? name : among.chosenBy());
          if (!byKey) condition.withObject("/properties/" + among.chosenBy()).put("const", name);
          ObjectNode rules = rule.withArray("allOf").addObject();
          boolean standard = alone && usual.filter(text -> text.contains(": " + name)).isPresent();
          rules.set("if", standard ? orWithout(condition, among.chosenBy()) : condition);
          rules.set("then", then);
        });
  }

  private static ObjectNode orWithout(ObjectNode condition, String chooser) {
    ObjectNode either = JSON.objectNode();
    var cases = either.withArray("anyOf");
    cases.add(condition);
    cases.addObject().withObject("/not").withArray("required").add(chooser);
    return either;
  }

  private static Set<String> othersKeys(Type.OneOf among, Type.Section kind) {
    Set<String> keys = new LinkedHashSet<>();
    among.kinds().values().forEach(each -> keys.addAll(keys(each)));
    keys.removeAll(keys(kind));
    return keys;
  }

  private static List<String> keys(Type type) {
    List<String> keys = new ArrayList<>();
    switch (type) {
      case Type.Section section -> {
        for (Field field : section.fields())
          if (field.inline()) keys.addAll(keys(field.type()));
          else keys.add(field.key());
      }
      case Type.OneOf among -> {
        if (!among.chosenBy().isEmpty()) keys.add(among.chosenBy());
        among.kinds().values().forEach(kind -> keys.addAll(keys(kind)));
      }
      default -> throw new IllegalStateException(type + " has no keys");
    }
    return keys;
  }

  private static void merge(ObjectNode rule, ObjectNode inline) {
    for (String list : List.of("required", "allOf", "anyOf"))
      if (inline.has(list)) inline.get(list).forEach(each -> rule.withArray(list).add(each));
    if (inline.has("properties"))
      rule.withObject("/properties").setAll((ObjectNode) inline.get("properties"));
  }
}
