package org.denselab.dsl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.denselab.dsl.schema.Paths;
import org.denselab.dsl.schema.Type;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Leaf;
import org.denselab.dsl.yaml.YamlWriter;

/**
 * One swept path.
 *
 * @param written the path as the sweep has it, such as {@code tuning}
 * @param path what tables call it: where the values are maps that a key tells apart, that key's
 *     path, such as {@code tuning.kind}
 * @param labels what tables call its values: of maps, that key's value, or the values of the keys
 *     in which they differ
 */
record Axis(String written, String path, Entry entry, List<Node> values, List<String> labels) {
  private static final List<String> NAMING =
      List.of("kind", "preset", "weights", "source", "objective", "name");
  private static final Pattern BELOW_A_SETTING =
      Pattern.compile("\\$\\{settings\\.\\w+}/([^${}]+)");

  static Axis of(String written, Entry entry, List<Node> values) {
    if (values.stream().anyMatch(Fields.class::isInstance))
      for (String key : NAMING) {
        List<String> names = names(values, key);
        if (names.size() == values.size() && Set.copyOf(names).size() == names.size())
          return new Axis(written, written + "." + key, entry, values, names);
      }
    List<String> parting = parting(values);
    var parted =
        values.stream()
            .map(value -> value instanceof Fields map ? words(map, parting) : label(value))
            .toList();
    if (Set.copyOf(parted).size() < parted.size())
      return new Axis(written, written, entry, values, values.stream().map(Axis::label).toList());
    boolean one = parting.size() == 1 && values.stream().allMatch(Fields.class::isInstance);
    String path = one ? written + "." + parting.getFirst() : written;
    return new Axis(written, path, entry, values, parted);
  }

  /** The keys in which maps differ, in their order. */
  private static List<String> parting(List<Node> values) {
    Map<String, Set<String>> said = new LinkedHashMap<>();
    for (Node value : values)
      if (value instanceof Fields map)
        map.entries()
            .forEach(
                (key, own) ->
                    said.computeIfAbsent(key, _ -> new HashSet<>()).add(label(own.value())));
    said.values().removeIf(labels -> labels.size() < 2);
    return List.copyOf(said.keySet());
  }

  /** What a map says of these keys, such as {@code crop 16M}. */
  private static String words(Fields map, List<String> keys) {
    return keys.stream()
        .flatMap(key -> map.entry(key).stream())
        .map(own -> label(own.value()))
        .collect(Collectors.joining(" "));
  }

  private static String label(Node value) {
    return value instanceof Leaf leaf && isBelowASetting(leaf)
        ? named(leaf)
        : YamlWriter.line(value);
  }

  private static boolean isBelowASetting(Leaf leaf) {
    return BELOW_A_SETTING.matcher(leaf.text()).matches();
  }

  /** A path below a setting goes by the rest: where a user's folders lie is no news. */
  private static String named(Leaf leaf) {
    var path = BELOW_A_SETTING.matcher(leaf.text());
    return path.matches() ? path.group(1) : leaf.text();
  }

  Draft.Assignment assign(int value, Type schema, Fields tree) {
    List<String> path = Paths.split(written);
    Node spelled = Paths.spelledOut(schema, tree, path, values.get(value), entry.layer());
    return new Draft.Assignment(path, new Entry(entry.keyAt(), spelled, entry.layer()));
  }

  /** What a key of the values says; a value that is a single word is its kind. */
  private static List<String> names(List<Node> values, String key) {
    List<String> names = new ArrayList<>();
    for (Node value : values)
      if (value instanceof Leaf leaf) names.add(named(leaf));
      else if (value instanceof Fields map) map.leaf(key).ifPresent(leaf -> names.add(named(leaf)));
    return names;
  }
}
