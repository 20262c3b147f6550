package org.denselab.dsl.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A YAML value and where it was written. */
public sealed interface Node {
  Position at();

  /**
   * A single value, as text.
   *
   * @param plain written without quotes, so that it may be a number, a truth value or nothing
   */
  record Leaf(String text, boolean plain, Position at) implements Node {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.][0-9.eE+-]{0,30}");
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    /** YAML's null: a key without a value. */
    public boolean isNull() {
      return plain && NULLS.contains(text);
    }

    /** The value for a message: short, on one line, in quotes unless it is a number. */
    @Override
    public String toString() {
      boolean number = NUMBER.matcher(text).matches();
      return number && plain ? text : number ? "the text " + Quoted.of(text) : Quoted.of(text);
    }
  }

  /** A list. */
  record Items(List<Node> nodes, Position at) implements Node {
    public Items {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String toString() {
      return "a list";
    }
  }

  /** A map, in the order written. */
  record Fields(Map<String, Entry> entries, Position at) implements Node {
    public Fields {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** A key and its value, empty where it is not written. */
    public Optional<Entry> entry(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    /** The value of a key, empty where it is not written. */
    public Optional<Node> value(String key) {
      return entry(key).map(Entry::value);
    }

    /** The map under a key, empty where there is none. */
    public Optional<Fields> map(String key) {
      return value(key).filter(Fields.class::isInstance).map(Fields.class::cast);
    }

    /** The single value under a key, empty where there is none. */
    public Optional<Leaf> leaf(String key) {
      return value(key).filter(Leaf.class::isInstance).map(Leaf.class::cast);
    }

    @Override
    public String toString() {
      return "a map";
    }
  }

  /**
   * A key's place and value.
   *
   * @param layer which of the files that build on each other it stands in; the larger overrides
   */
  record Entry(Position keyAt, Node value, int layer) {}
}
