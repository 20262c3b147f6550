package org.denselab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.denselab.base.Seeds;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Claim;
import org.denselab.study.result.Exhibit.Cloud;
import org.denselab.study.result.Exhibit.Entry;
import org.denselab.study.result.Exhibit.Grid;
import org.denselab.study.result.Exhibit.Line;
import org.denselab.study.result.Exhibit.Lines;
import org.denselab.study.result.Exhibit.Points;
import org.denselab.study.result.Exhibit.Table;
import org.denselab.study.result.Exhibit.Tone;
import org.denselab.study.result.Exhibit.Verdict;

/** One exhibit of each kind, and two of some, as analyses leave them. */
final class ExhibitFixture {
  private ExhibitFixture() {}

  /** With {@code text} behind every name. */
  static List<Exhibit> all(String text) {
    List<Exhibit> all = new ArrayList<>();
    all.add(
        new Claim(
            "Probing" + text,
            "Fine-tuning moves knowledge to later layers" + text,
            "the best layer is 4 of 6 before and 6 of 6 after (p = .003)" + text,
            Verdict.HOLDS,
            "Figure 3" + text));
    all.add(
        new Claim(
            "Mixture" + text,
            "Deltas shrink with size" + text,
            "slope +.004 [−.011, +.019] for ten times the size" + text,
            Verdict.UNDECIDED,
            "Table 4" + text));
    all.add(layers(text));
    all.add(scaling(text));
    all.add(grid("Attribution" + text, "Overlap of neurons" + text, 6, 6, false));
    all.add(grid("Mixture" + text, "Gradient cosine between tasks" + text, 5, 5, true));
    all.add(clouds("Geometry" + text, text, 3, 400));
    all.add(deltas(text));
    return all;
  }

  private static Lines layers(String text) {
    List<Double> x = range(7);
    List<Line> lines = new ArrayList<>();
    for (String name : List.of("pre-trained", "fine-tuned")) {
      double lift = name.startsWith("fine") ? .12 : .02;
      List<Double> y = x.stream().map(v -> .5 + lift * Math.sqrt(v)).toList();
      lines.add(
          new Line(
              name + text,
              x,
              y,
              y.stream().map(v -> v - .03).toList(),
              y.stream().map(v -> v + .03).toList(),
              x.stream().map(v -> lift > .1 && v > 2 ? v > 4 ? "**" : "*" : "").toList(),
              false));
    }
    lines.add(Line.of("chance" + text, List.of(0.0, 6.0), List.of(.5, .5)).asReference());
    return new Lines(
        "Probing" + text,
        "Accuracy by layer" + text,
        "Two candidates, chance is .5; bands are 95 % intervals, * p < .05" + text,
        "layer",
        "accuracy",
        false,
        lines);
  }

  private static Lines scaling(String text) {
    return new Lines(
        "Mixture" + text,
        "Joint minus single by size" + text,
        "Each task's own metric" + text,
        "non-embedding parameters",
        "Δ",
        true,
        List.of(
            Line.of("qa" + text, List.of(4e5, 1.3e6, 3.2e6), List.of(-.02, Double.NaN, .01)),
            Line.of("tools" + text, List.of(4e5, 1.3e6, 3.2e6), List.of(.03, .02, .0))));
  }

  static Grid grid(String section, String title, int rows, int columns, boolean diverging) {
    var random = Seeds.stream(rows, "grid");
    List<List<Double>> values = new ArrayList<>();
    for (int r = 0; r < rows; r++)
      values.add(random.doubles(columns).map(v -> diverging ? v - .5 : v).boxed().toList());
    return new Grid(
        section,
        title,
        "What it means",
        "row",
        "column",
        names(rows),
        names(columns),
        values,
        diverging);
  }

  static Points clouds(String section, String text, int panels, int points) {
    var random = Seeds.stream(points, "clouds");
    List<Cloud> clouds = new ArrayList<>();
    for (int p = 0; p < panels; p++)
      for (String name : List.of("queries", "passages", "negatives")) {
        double shift = name.length() + p;
        clouds.add(
            new Cloud(
                "variant " + p + text,
                name + text,
                random.doubles(points).map(v -> v + shift).boxed().toList(),
                random.doubles(points).map(v -> v * v).boxed().toList()));
      }
    return new Points(
        section,
        "UMAP of the space" + text,
        "Fitted once on all variants",
        "first",
        "second",
        clouds);
  }

  private static Table deltas(String text) {
    return new Table(
        "Mixture" + text,
        "Single against joint" + text,
        "Absolute points, Holm-corrected" + text,
        List.of("task" + text, "single", "joint", "Δ"),
        List.of(
            row("qa" + text, .412, .431, .019, Tone.GAIN, "†"),
            row("tools" + text, .612, .583, -.029, Tone.LOSS, "‡"),
            row("nli" + text, .5, .5, 0, Tone.PLAIN, "")));
  }

  private static List<Entry> row(
      String name, double single, double joint, double delta, Tone tone, String mark) {
    return List.of(
        Entry.of(name),
        new Entry(Figures.score(single), single, Tone.PLAIN, ""),
        new Entry(Figures.score(joint), joint, tone, ""),
        new Entry(Figures.delta(delta), delta, tone, mark));
  }

  private static List<Double> range(int count) {
    return IntStream.range(0, count).mapToObj(i -> (double) i).toList();
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "layer " + i).toList();
  }
}
