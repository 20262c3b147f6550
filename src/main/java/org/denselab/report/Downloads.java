package org.denselab.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.denselab.base.AtomicFiles;
import org.denselab.report.ExhibitGroup.Item;
import org.denselab.report.chart.Chart;

/**
 * Every figure and table of a report under a name: as files beside the page, and as text in it for
 * its buttons.
 */
public final class Downloads {
  private static final int MOST_NAME = 70;
  private static final int MOST_TEXT = 40_000;
  private static final int MOST_TEXTS = 250_000;
  private static final Pattern VARIABLE = Pattern.compile("var\\(--[a-z0-9-]+, ([^()]*)\\)");

  private final Map<String, Chart> charts = new LinkedHashMap<>();
  private final IdentityHashMap<Chart, String> chartNames = new IdentityHashMap<>();
  private final Map<String, Sheet> sheets = new LinkedHashMap<>();

  private Downloads() {}

  /**
   * @param claims drawings of differences and their intervals
   */
  static Downloads of(ReportView view, List<Chart> claims) {
    var downloads = new Downloads();
    for (var section : view.sections()) {
      section.charts().forEach(downloads::add);
      section.tables().forEach(table -> downloads.add(Sheet.of(table, view.legend())));
    }
    claims.forEach(downloads::add);
    if (!view.comparisons().isEmpty())
      downloads.add(TestSheet.of(view.comparisons(), view.legend()));
    if (!view.claims().isEmpty()) downloads.add(ClaimSheet.of(view.claims()));
    for (ExhibitGroup group : view.exhibits())
      for (Item item : group.items())
        switch (item) {
          case Item.Picture(var chart) -> downloads.add(chart);
          case Item.Listing(var sheet) -> downloads.add(sheet);
        }
    view.curves().forEach(downloads::add);
    view.shifts().forEach(shifts -> shifts.charts().forEach(downloads::add));
    return downloads;
  }

  private void add(Chart chart) {
    String name = unused(chart.title(), charts);
    charts.put(name, chart);
    chartNames.put(chart, name);
  }

  private void add(Sheet sheet) {
    sheets.put(unused(sheet.title(), sheets), sheet);
  }

  /** The name of a figure's files; empty where it has none. */
  public String figure(Chart chart) {
    return chartNames.getOrDefault(chart, "");
  }

  /** The name of a table's files, by its title. */
  public String table(String title) {
    return sheets.entrySet().stream()
        .filter(entry -> entry.getValue().title().equals(title))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private static String unused(String title, Map<String, ?> taken) {
    String name = name(title);
    for (int i = 2; taken.containsKey(name); i++) name = name(title) + "-" + i;
    return name;
  }

  /** {@code title} in small ASCII letters, digits and dashes. */
  static String name(String title) {
    String plain = Normalizer.normalize(title, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    String dashed = plain.replaceAll("[^a-z0-9]+", "-");
    String cut = dashed.substring(0, Math.min(MOST_NAME, dashed.length()));
    String bare = cut.replaceAll("^-+|-+$", "");
    return bare.isEmpty() ? "untitled" : bare;
  }

  /** Files under {@code figures} and {@code tables}, instead of those of an earlier run. */
  void write(Path folder) throws IOException {
    Path figures = beside(folder, "figures");
    for (var entry : charts.entrySet()) {
      AtomicFiles.write(figures.resolve(entry.getKey() + ".svg"), alone(entry.getValue().svg()));
      AtomicFiles.write(figures.resolve(entry.getKey() + ".csv"), Csv.of(entry.getValue().data()));
    }
    AtomicFiles.publish(figures, folder.resolve("figures"));
    Path tables = beside(folder, "tables");
    for (var entry : sheets.entrySet()) {
      String name = entry.getKey();
      AtomicFiles.write(tables.resolve(name + ".tex"), Latex.of(entry.getValue(), name));
      AtomicFiles.write(tables.resolve(name + ".csv"), Csv.of(entry.getValue()));
    }
    AtomicFiles.publish(tables, folder.resolve("tables"));
  }

  /** A report that is asked for while a run writes its own has a folder of its own. */
  private static Path beside(Path folder, String name) throws IOException {
    AtomicFiles.folder(folder);
    Pattern left = Pattern.compile("\\.%s\\.(\\d+)\\.part".formatted(name));
    try (Stream<Path> all = Files.list(folder)) {
      for (Path path : all.toList()) {
        var process = left.matcher(path.getFileName().toString());
        if (process.matches() && isOver(Long.parseLong(process.group(1))))
          AtomicFiles.deleteTree(path);
      }
    }
    long own = ProcessHandle.current().pid();
    return AtomicFiles.folder(folder.resolve("." + name + "." + own + ".part"));
  }

  /** Whether nobody writes any more what the process left: it is gone, or it is this one. */
  private static boolean isOver(long process) {
    return process == ProcessHandle.current().pid() || ProcessHandle.of(process).isEmpty();
  }

  /** A drawing for programs that do not know the page's variables. */
  static String alone(String svg) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + VARIABLE.matcher(svg).replaceAll("$1")
        + "\n";
  }

  /** What the page's buttons hand out, by file name, for a script element; as much as has room. */
  String json() {
    ObjectNode texts = JsonMapper.builder().build().createObjectNode();
    int room = MOST_TEXTS;
    for (var entry : sheets.entrySet()) {
      room = put(texts, entry.getKey() + ".tex", Latex.of(entry.getValue(), entry.getKey()), room);
      room = put(texts, entry.getKey() + ".csv", Csv.of(entry.getValue()), room);
    }
    for (var entry : charts.entrySet())
      room = put(texts, entry.getKey() + ".csv", Csv.of(entry.getValue().data()), room);
    return texts.toString().replace("<", "\\u003c");
  }

  private static int put(ObjectNode texts, String name, String text, int room) {
    if (text.length() > MOST_TEXT || text.length() > room) return room;
    texts.put(name, text);
    return room - text.length();
  }
}
