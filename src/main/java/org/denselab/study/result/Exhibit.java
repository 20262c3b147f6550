package org.denselab.study.result;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * What a study shows beside its scores. The report draws it, and hands out its numbers as CSV and
 * as LaTeX. Numbers that are not known are NaN.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Exhibit.Lines.class, name = "lines"),
  @JsonSubTypes.Type(value = Exhibit.Grid.class, name = "grid"),
  @JsonSubTypes.Type(value = Exhibit.Points.class, name = "points"),
  @JsonSubTypes.Type(value = Exhibit.Table.class, name = "table"),
  @JsonSubTypes.Type(value = Exhibit.Claim.class, name = "claim")
})
public sealed interface Exhibit {
  /** The heading it stands under in the report, such as {@code Probing}. */
  String section();

  String title();

  /** What a reader must know to read it: units, chance level, what a mark means. */
  String caption();

  /**
   * Values over a common axis, such as accuracy by layer.
   *
   * @param logarithmic whether the axis is to be drawn by orders of magnitude
   */
  record Lines(
      String section,
      String title,
      String caption,
      String xLabel,
      String yLabel,
      boolean logarithmic,
      List<Line> lines)
      implements Exhibit {
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /**
   * One line; all lists are as long as {@code x}, but {@code low}, {@code high} and {@code marks}
   * may be empty.
   *
   * @param low the lower end of each value's interval
   * @param marks such as stars of significance, {@code ""} for none
   * @param reference whether the others are held against it, as against a control
   */
  record Line(
      String name,
      List<Double> x,
      List<Double> y,
      List<Double> low,
      List<Double> high,
      List<String> marks,
      boolean reference) {
    public Line {
      x = List.copyOf(x);
      y = List.copyOf(y);
      low = List.copyOf(low);
      high = List.copyOf(high);
      marks = List.copyOf(marks);
      for (List<?> list : List.of(y, low, high, marks))
        if (list.size() != x.size() && (list == y || !list.isEmpty()))
          throw new IllegalArgumentException(name + ": " + list.size() + " of " + x.size());
    }

    /** A line without intervals and marks. */
    public static Line of(String name, List<Double> x, List<Double> y) {
      return new Line(name, x, y, List.of(), List.of(), List.of(), false);
    }

    /** The same, that others are held against. */
    public Line asReference() {
      return new Line(name, x, y, low, high, marks, true);
    }
  }

  /**
   * A heat map.
   *
   * @param values by row and column
   * @param diverging whether zero is the middle of the colours, as for differences
   */
  record Grid(
      String section,
      String title,
      String caption,
      String rowLabel,
      String columnLabel,
      List<String> rows,
      List<String> columns,
      List<List<Double>> values,
      boolean diverging)
      implements Exhibit {
    public Grid {
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
      values = values.stream().map(List::copyOf).toList();
      if (values.size() != rows.size())
        throw new IllegalArgumentException(values.size() + " rows of " + rows.size());
      for (List<Double> row : values)
        if (row.size() != columns.size())
          throw new IllegalArgumentException(row.size() + " columns of " + columns.size());
    }
  }

  /** Clouds of points in a plane, such as UMAP's, drawn on one scale. */
  record Points(
      String section,
      String title,
      String caption,
      String xLabel,
      String yLabel,
      List<Cloud> clouds)
      implements Exhibit {
    public Points {
      clouds = List.copyOf(clouds);
    }
  }

  /**
   * @param panel clouds of one panel are drawn together; panels stand side by side
   * @param name such as {@code queries}
   */
  record Cloud(String panel, String name, List<Double> x, List<Double> y) {
    public Cloud {
      x = List.copyOf(x);
      y = List.copyOf(y);
      if (x.size() != y.size()) throw new IllegalArgumentException(x.size() + " by " + y.size());
    }
  }

  /** Rows as wide as {@code columns}; the first entry of a row names it. */
  record Table(
      String section, String title, String caption, List<String> columns, List<List<Entry>> rows)
      implements Exhibit {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<Entry> row : rows)
        if (row.size() != columns.size())
          throw new IllegalArgumentException(row.size() + " columns of " + columns.size());
    }
  }

  /**
   * One entry of a table.
   *
   * @param value the number behind {@code text}, NaN where there is none
   * @param mark such as a star of significance, or {@code ""}
   */
  record Entry(String text, double value, Tone tone, String mark) {
    public static Entry of(String text) {
      return new Entry(text, Double.NaN, Tone.PLAIN, "");
    }
  }

  /** How an entry is coloured. */
  enum Tone {
    PLAIN,
    GAIN,
    LOSS
  }

  /**
   * A sentence that was computed with its test, such as one of a paper's claims.
   *
   * @param title what is claimed
   * @param caption the sentence with its numbers
   * @param verdict holds, fails or undecided
   * @param source who claims it, such as {@code Table 4}
   */
  record Claim(String section, String title, String caption, Verdict verdict, String source)
      implements Exhibit {}

  /** What a test says of a claim. */
  enum Verdict {
    HOLDS,
    FAILS,
    UNDECIDED
  }
}
