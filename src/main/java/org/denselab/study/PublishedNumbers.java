package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Entry;
import org.denselab.study.result.StudyResult.Cell;

/**
 * A file of published numbers: lines {@code row,where,task,metric,value,note} after comments that
 * start with {@code #}. {@code where} are values of swept paths, {@code path=value} with semicolons
 * between; values are in percent, as the papers print them, and ours are printed so beside them. A
 * line of the task {@code mean} is the mean over the other tasks of its row, in its metric or,
 * where that is {@code mean} too, in theirs.
 */
record PublishedNumbers(String title, String about, List<Line> lines) {
  private static final String HEADER = "row,where,task,metric,value,note";
  private static final String MEAN = "mean";
  private static final double PERCENT = 100;

  /**
   * A published number.
   *
   * @param value NaN where it was not transcribed
   */
  record Line(
      String row,
      Map<String, String> where,
      String task,
      String metric,
      double value,
      String note) {}

  static PublishedNumbers read(Path file) {
    List<Line> lines = new ArrayList<>();
    var about = new StringBuilder();
    try {
      List<String> all = Files.readAllLines(file);
      boolean header = false;
      for (int i = 0; i < all.size(); i++) {
        String line = all.get(i);
        if (line.startsWith("#")) about.append(line.substring(1).strip()).append(' ');
        else if (!header && line.equals(HEADER)) header = true;
        else if (!line.isBlank()) {
          String[] cells = line.split(",", 6);
          if (!header || cells.length < 6)
            throw new BadInput(
                "%s:%d:1: expected %s, but is \"%s\"".formatted(file, i + 1, HEADER, line));
          lines.add(line(file, i + 1, cells));
        }
      }
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read: " + e.getMessage(), e);
    }
    String name = file.getFileName().toString().replaceFirst("\\.csv$", "");
    return new PublishedNumbers(name, about.toString().strip(), lines);
  }

  private static Line line(Path file, int number, String[] cells) {
    Map<String, String> where = new LinkedHashMap<>();
    for (String one : cells[1].isEmpty() ? new String[0] : cells[1].split(";", -1)) {
      String[] pair = one.split("=", 2);
      if (pair.length < 2)
        throw new BadInput(
            "%s:%d:1: expected path=value, but is \"%s\"".formatted(file, number, one));
      where.put(pair[0], pair[1]);
    }
    try {
      double value = cells[4].isEmpty() ? Double.NaN : Double.parseDouble(cells[4]);
      return new Line(cells[0], where, cells[2], cells[3], value, cells[5]);
    } catch (NumberFormatException e) {
      throw new BadInput(
          "%s:%d:1: expected a number, but is \"%s\"".formatted(file, number, cells[4]), e);
    }
  }

  /** The numbers, and beside them ours where a cell is the same. */
  Exhibit beside(List<Cell> cells) {
    List<List<Entry>> rows = new ArrayList<>();
    for (Line line : lines) {
      List<Line> over = line.task().equals(MEAN) ? tasks(line) : List.of(line);
      List<Double> ours =
          over.stream()
              .map(one -> ours(one, cells))
              .filter(o -> o.size() == 1)
              .map(List::getFirst)
              .toList();
      boolean all = !over.isEmpty() && ours.size() == over.size();
      double mean = ours.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
      rows.add(
          List.of(
              Entry.of(line.row()),
              Entry.of(line.task() + " " + line.metric()),
              number(line.value()),
              all ? number(mean) : Entry.of(missing(over, ours.size(), cells)),
              number(all ? mean - line.value() : Double.NaN),
              Entry.of(line.note())));
    }
    return new Exhibit.Table(
        "Beside the paper",
        title,
        about + " Values in percent; ours are of equal cells only, a mean is over equal tasks.",
        List.of("row", "measure", "published", "ours", "difference", "note"),
        rows);
  }

  /** The lines that a mean is over. */
  private List<Line> tasks(Line mean) {
    return lines.stream()
        .filter(line -> line.row().equals(mean.row()) && line.where().equals(mean.where()))
        .filter(line -> !line.task().equals(MEAN))
        .filter(line -> mean.metric().equals(MEAN) || line.metric().equals(mean.metric()))
        .toList();
  }

  /** Why nothing stands beside; several cells may be equal in what the paper tells of its own. */
  private static String missing(List<Line> over, int run, List<Cell> cells) {
    if (over.size() > 1 && run > 0) return "%d of %d tasks run here".formatted(run, over.size());
    int same = over.size() == 1 ? ours(over.getFirst(), cells).size() : 0;
    return same > 1 ? same + " cells here" : "not run here";
  }

  /** Of the cells that are the same. */
  private static List<Double> ours(Line line, List<Cell> cells) {
    return cells.stream()
        .filter(c -> c.slice().equals(Arm.ALL) && c.split().equals("test"))
        .filter(c -> c.retriever().equals("dense"))
        .filter(c -> c.task().equals(line.task()) && c.metrics().containsKey(line.metric()))
        .filter(c -> c.settings().entrySet().containsAll(line.where().entrySet()))
        .map(c -> PERCENT * c.metrics().get(line.metric()))
        .toList();
  }

  private static Entry number(double value) {
    if (Double.isNaN(value)) return Entry.of("");
    return new Entry(String.format(Locale.ROOT, "%.1f", value), value, Exhibit.Tone.PLAIN, "");
  }
}
