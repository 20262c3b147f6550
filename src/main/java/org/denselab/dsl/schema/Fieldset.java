package org.denselab.dsl.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** All fields that a map of a type may have, whatever kinds are chosen in it. */
final class Fieldset {
  private Fieldset() {}

  static List<Field> of(Type type) {
    List<Field> fields = new ArrayList<>();
    collect(type, fields);
    return fields;
  }

  private static void collect(Type type, List<Field> fields) {
    switch (type) {
      case Type.Maybe maybe -> collect(maybe.of(), fields);
      case Type.OneOf kinds -> {
        if (!kinds.chosenBy().isEmpty()) fields.add(chooser(kinds));
        kinds.kinds().values().forEach(kind -> collect(kind, fields));
      }
      case Type.Section section -> {
        for (Field field : section.fields())
          if (field.inline()) collect(field.type(), fields);
          else fields.add(field);
      }
      default -> {}
    }
  }

  /** The key that names the kind, as a field. */
  static Field chooser(Type.OneOf kinds) {
    var words = new LinkedHashMap<String, Object>();
    var docs = new LinkedHashMap<String, String>();
    kinds
        .kinds()
        .forEach(
            (name, kind) -> {
              words.put(name, name);
              docs.put(name, kind.doc());
            });
    return new Field(
        kinds.chosenBy(),
        new Scalar.Choice(words, docs),
        "the kind",
        Optional.empty(),
        false,
        Optional.empty());
  }
}
