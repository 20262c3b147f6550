package org.denselab.dsl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.dsl.schema.Printer;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Items;
import org.denselab.dsl.yaml.Node.Leaf;
import org.denselab.dsl.yaml.Position;
import org.denselab.dsl.yaml.YamlWriter;

/** A study with nothing left to default, refer to or combine: what all cells share, then cells. */
final class ResolvedYaml {
  private static final Position NOWHERE = new Position("resolved", 1, 1);

  private ResolvedYaml() {}

  static String of(List<StudyCell> cells) {
    List<Fields> trees =
        cells.stream()
            .map(cell -> (Fields) Printer.print(StudyLoader.SCHEMA, cell.study()))
            .toList();
    if (trees.size() == 1 && cells.getFirst().axes().isEmpty())
      return YamlWriter.block(trees.getFirst());
    Fields shared = trees.stream().reduce(ResolvedYaml::shared).orElseThrow();
    List<Node> items = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Map<String, Entry> axes = new LinkedHashMap<>();
      cells
          .get(i)
          .axes()
          .forEach((path, label) -> axes.put(path, entry(new Leaf(label, false, NOWHERE))));
      Map<String, Entry> cell = new LinkedHashMap<>();
      cell.put("axes", entry(new Fields(axes, NOWHERE)));
      cell.put("set", entry(rest(trees.get(i), shared)));
      items.add(new Fields(cell, NOWHERE));
    }
    Map<String, Entry> study = new LinkedHashMap<>(shared.entries());
    study.put(FileKey.CELLS.key(), entry(new Items(items, NOWHERE)));
    return YamlWriter.block(new Fields(study, NOWHERE));
  }

  /** What two maps have in common, key by key. */
  private static Fields shared(Fields one, Fields other) {
    Map<String, Entry> same = new LinkedHashMap<>();
    one.entries()
        .forEach(
            (key, entry) -> {
              var twin = other.entries().get(key);
              if (twin == null) return;
              if (entry.value().equals(twin.value())) same.put(key, entry);
              else if (entry.value() instanceof Fields a && twin.value() instanceof Fields b) {
                Fields inner = shared(a, b);
                if (!inner.entries().isEmpty()) same.put(key, entry(inner));
              }
            });
    return new Fields(same, NOWHERE);
  }

  /** What {@code whole} has beyond {@code shared}. */
  private static Fields rest(Fields whole, Fields shared) {
    Map<String, Entry> rest = new LinkedHashMap<>();
    whole
        .entries()
        .forEach(
            (key, entry) -> {
              var known = shared.entries().get(key);
              if (known == null) rest.put(key, entry);
              else if (!known.value().equals(entry.value()))
                rest.put(key, entry(rest((Fields) entry.value(), (Fields) known.value())));
            });
    return new Fields(rest, NOWHERE);
  }

  private static Entry entry(Node value) {
    return new Entry(NOWHERE, value, 0);
  }
}
