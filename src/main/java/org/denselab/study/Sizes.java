package org.denselab.study;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What makes one arm larger than another: axes along which two of its rows have backbones of
 * different size.
 */
record Sizes(Set<String> axes) {
  /** Of the rows of the study's own difference. */
  static Sizes of(Pairing pairing, List<Comparisons.Made> made) {
    return of(
        made.stream()
            .filter(one -> pairing.isDelta(one.row(), one.baseline()))
            .map(Comparisons.Made::row)
            .distinct()
            .toList());
  }

  static Sizes of(List<Row> rows) {
    Set<String> sizes = new LinkedHashSet<>();
    for (Row a : rows)
      for (Row b : rows)
        if (a.parameters() != b.parameters()
            && a.settings().keySet().equals(b.settings().keySet())) {
          List<String> differing =
              a.settings().keySet().stream()
                  .filter(axis -> !a.settings().get(axis).equals(b.settings().get(axis)))
                  .toList();
          if (differing.size() == 1) sizes.add(differing.getFirst());
        }
    return new Sizes(sizes);
  }

  /** The row without what makes its size. */
  String label(Row row) {
    Set<String> others = new LinkedHashSet<>(row.settings().keySet());
    others.removeAll(axes);
    return row.keeping(others).arm();
  }

  /** What makes the row's size, such as {@code bert-2x128}; of one size alone, its arm. */
  String name(Row row) {
    if (axes.isEmpty()) return row.arm();
    return row.settings().entrySet().stream()
        .filter(e -> axes.contains(e.getKey()))
        .map(e -> e.getValue())
        .collect(Collectors.joining(", "));
  }
}
