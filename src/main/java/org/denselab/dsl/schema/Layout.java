package org.denselab.dsl.schema;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Leaf;

/**
 * The keys that a map has, given the kinds chosen in it: those of its section, of the sections that
 * stand inline, and of their kinds.
 */
final class Layout {
  /** Follows references. */
  interface Follow {
    Node follow(Node node) throws BrokenReference;
  }

  /** A kind that could not be chosen. */
  record Unchosen(Type.OneOf among, Optional<Entry> choice, boolean ambiguous) {}

  /** A key of a kind that was not chosen, and the key whose value did not choose it. */
  record Elsewhere(String chooser, Entry choice) {}

  private final Fields map;
  private final Follow follow;
  final Map<String, Field> fields = new LinkedHashMap<>();
  final IdentityHashMap<Type.OneOf, Type.Section> chosen = new IdentityHashMap<>();
  final Map<String, Type.OneOf> choosers = new LinkedHashMap<>();
  final Map<String, Elsewhere> elsewhere = new LinkedHashMap<>();
  Optional<Unchosen> unchosen = Optional.empty();

  Layout(Type type, Fields map, Follow follow) throws BrokenReference {
    this.map = map;
    this.follow = follow;
    add(type);
  }

  private void add(Type type) throws BrokenReference {
    switch (type) {
      case Type.OneOf kinds -> choose(kinds);
      case Type.Section section -> {
        for (Field field : section.fields())
          if (field.inline()) add(field.type());
          else fields.put(field.key(), field);
      }
      default -> throw new IllegalStateException(type + " is not a map");
    }
  }

  private void choose(Type.OneOf among) throws BrokenReference {
    if (!among.chosenBy().isEmpty()) choosers.put(among.chosenBy(), among);
    Optional<String> chooser =
        among.chosenBy().isEmpty()
            ? firstKeyGiven(among)
            : Optional.of(among.chosenBy()).filter(map.entries()::containsKey);
    Optional<Entry> choice = chooser.map(map.entries()::get);
    boolean byKey = among.chosenBy().isEmpty();
    Type.Section kind = null;
    if (choice.isPresent())
      kind = among.kinds().get(byKey ? chooser.get() : text(follow.follow(choice.get().value())));
    boolean ambiguous = byKey && choice.isPresent() && tied(among, choice.get());
    if (kind == null || ambiguous) {
      unchosen = Optional.of(new Unchosen(among, choice, ambiguous));
      return;
    }
    chosen.put(among, kind);
    for (var other : among.kinds().values())
      if (!other.name().equals(kind.name()))
        for (String key : keys(other))
          elsewhere.put(key, new Elsewhere(chooser.get(), choice.get()));
    add(kind);
  }

  private static String text(Node chosen) {
    return chosen instanceof Leaf leaf ? leaf.text() : "";
  }

  private Optional<String> firstKeyGiven(Type.OneOf among) {
    return among.kinds().keySet().stream()
        .filter(map.entries()::containsKey)
        .max(Comparator.comparingInt(key -> map.entries().get(key).layer()));
  }

  private boolean tied(Type.OneOf among, Entry choice) {
    return among.kinds().keySet().stream()
            .map(map.entries()::get)
            .filter(entry -> entry != null && entry.layer() == choice.layer())
            .count()
        > 1;
  }

  /** All keys that a type may have, whatever is chosen in it. */
  static List<String> keys(Type type) {
    return Fieldset.of(type).stream().map(Field::key).toList();
  }
}
