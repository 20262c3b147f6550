package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Entry;
import org.denselab.study.result.Exhibit.Table;
import org.denselab.study.result.Exhibit.Tone;

/** Makes one table of those that stages left which differ in nothing but their seed. */
final class SeedTables {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private SeedTables() {}

  /**
   * @param left what stages left, by their title
   * @return a table of means where each seed left one table, else what was left
   */
  static List<Exhibit> of(Map<String, List<Exhibit>> left) {
    Map<String, List<List<Exhibit>>> groups = new LinkedHashMap<>();
    left.forEach(
        (title, exhibits) ->
            groups.computeIfAbsent(withoutSeed(title), _ -> new ArrayList<>()).add(exhibits));
    List<Exhibit> all = new ArrayList<>();
    for (List<List<Exhibit>> seeds : groups.values()) all.addAll(merged(seeds));
    return all;
  }

  private static List<Exhibit> merged(List<List<Exhibit>> seeds) {
    List<Exhibit> each = seeds.stream().flatMap(List::stream).toList();
    List<Table> tables =
        each.stream().filter(Table.class::isInstance).map(Table.class::cast).toList();
    boolean one = seeds.size() > 1 && seeds.stream().allMatch(left -> left.size() == 1);
    boolean alike =
        tables.size() == each.size() && tables.stream().map(Shape::of).distinct().count() == 1;
    return one && alike ? List.of(mean(tables)) : each;
  }

  private static String withoutSeed(String title) {
    return title.replaceFirst(Titles.SEED + "\\d+", "");
  }

  /** All of a table but its numbers. */
  private record Shape(
      String title, String caption, List<String> columns, List<List<String>> rows) {
    static Shape of(Table table) {
      return new Shape(
          withoutSeed(table.title()),
          table.caption(),
          table.columns(),
          table.rows().stream().map(Shape::words).toList());
    }

    private static List<String> words(List<Entry> row) {
      return IntStream.range(0, row.size())
          .mapToObj(
              i -> i > 0 && NUMBER.matcher(row.get(i).text()).matches() ? "" : row.get(i).text())
          .toList();
    }
  }

  private static Table mean(List<Table> tables) {
    var first = tables.getFirst();
    List<List<Entry>> rows = new ArrayList<>();
    for (int row = 0; row < first.rows().size(); row++) {
      int at = row;
      rows.add(
          IntStream.range(0, first.columns().size())
              .mapToObj(
                  column ->
                      average(tables.stream().map(t -> t.rows().get(at).get(column)).toList()))
              .toList());
    }
    return new Table(
        first.section(),
        withoutSeed(first.title()),
        "%s The mean of %d seeds; where they differ, from the lowest to the highest."
            .formatted(first.caption(), tables.size()),
        first.columns(),
        rows);
  }

  /** A colour is kept where all seeds have it. */
  private static Entry average(List<Entry> seeds) {
    var first = seeds.getFirst();
    if (seeds.stream().map(Entry::text).distinct().count() == 1) return first;
    var values = seeds.stream().mapToDouble(Entry::value).summaryStatistics();
    boolean same = seeds.stream().map(Entry::tone).distinct().count() == 1;
    String number = "%." + decimals(first.text()) + "f";
    return new Entry(
        String.format(
            Locale.ROOT,
            number + " (" + number + " to " + number + ")",
            values.getAverage(),
            values.getMin(),
            values.getMax()),
        values.getAverage(),
        same ? first.tone() : Tone.PLAIN,
        same ? first.mark() : "");
  }

  private static int decimals(String number) {
    int point = number.indexOf('.');
    return point < 0 ? 0 : number.length() - point - 1;
  }
}
