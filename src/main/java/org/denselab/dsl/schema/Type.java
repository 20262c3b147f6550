package org.denselab.dsl.schema;

import java.util.List;
import java.util.Map;

/** What a value of the YAML may be, and what it becomes in Java. */
public sealed interface Type
    permits Scalar, Type.Maybe, Type.Items, Type.Entries, Type.Section, Type.OneOf {
  /** A value or {@code none}: an {@code Optional}. */
  record Maybe(Type of) implements Type {}

  /** A list. */
  record Items(Type of, int min, int max, boolean repeats) implements Type {}

  /** A map whose keys are the user's. */
  record Entries(Type of) implements Type {}

  /**
   * A map whose keys are the components of a record.
   *
   * @param name what chooses it among its kinds, empty where it is no kind
   */
  record Section(Class<?> target, String name, String doc, List<Field> fields) implements Type {
    public Section {
      fields = List.copyOf(fields);
    }
  }

  /**
   * One of several kinds of section.
   *
   * @param chosenBy the key that names the kind; empty where the kind is the one whose first key is
   *     there
   * @param kinds by name, in the order declared
   */
  record OneOf(String chosenBy, Map<String, Section> kinds) implements Type {}
}
