package org.denselab.dsl;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.denselab.dsl.schema.Nearest;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Leaf;
import org.denselab.dsl.yaml.Problems;
import org.denselab.dsl.yaml.Quoted;

/**
 * What <code>${settings.name}</code> stands for: the command line, the environment, the default.
 */
final class Settings {
  private static final Set<String> KEYS = Set.of("default", "doc", "env");

  private final Map<String, String> environment;
  private final Problems problems;
  private final boolean standIns;
  private final Set<String> missing = new LinkedHashSet<>();

  /**
   * @param standIns whether a setting without a value is given one that says so
   */
  Settings(Map<String, String> environment, Problems problems, boolean standIns) {
    this.environment = environment;
    this.problems = problems;
    this.standIns = standIns;
  }

  /** The settings that have stand-ins. */
  Set<String> missing() {
    return missing;
  }

  /** The values by name, from the map under {@code settings}. */
  Fields resolve(Fields declared) {
    Map<String, Entry> values = new LinkedHashMap<>();
    declared
        .entries()
        .forEach(
            (name, entry) ->
                values.put(name, new Entry(entry.keyAt(), value(name, entry), entry.layer())));
    return new Fields(values, declared.at());
  }

  private Node value(String name, Entry entry) {
    return switch (entry.value()) {
      case Leaf leaf -> leaf;
      case Fields spec -> value(name, entry, spec);
      case Node.Items list -> list;
    };
  }

  private Node value(String name, Entry entry, Fields spec) {
    spec.entries()
        .forEach(
            (key, e) -> {
              if (!KEYS.contains(key))
                problems.add(
                    e.keyAt(),
                    "unknown key "
                        + Quoted.of(key)
                        + " in settings."
                        + name
                        + Nearest.hintOrAll(key, List.of("env", "default", "doc")));
              else if (!key.equals("default")
                  && !(e.value() instanceof Leaf leaf && !leaf.isNull()))
                problems.add(
                    e.value().at(),
                    "settings."
                        + name
                        + "."
                        + key
                        + " must be a single value, but is "
                        + e.value());
            });
    Optional<Leaf> variable = spec.leaf("env");
    Optional<Node> given =
        variable
            .filter(v -> environment.containsKey(v.text()))
            .map(v -> new Leaf(environment.get(v.text()), true, v.at()));
    Optional<Node> value = given.or(() -> spec.value("default"));
    if (value.isEmpty() && standIns) {
      missing.add(name);
      return new Leaf(StandIn.PREFIX + name, false, spec.at());
    }
    if (value.isEmpty())
      problems.add(
          entry.keyAt(),
          "settings."
              + name
              + " has no value: give -Dset=settings."
              + name
              + "=…"
              + variable.map(v -> " or set the environment variable " + v.text()).orElse(""));
    return value.orElseGet(() -> new Leaf("", false, spec.at()));
  }
}
