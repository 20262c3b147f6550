package org.denselab.study.stage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.denselab.analysis.geometry.Measure;
import org.denselab.analysis.geometry.Shape;
import org.denselab.eval.significance.Differences;
import org.denselab.eval.significance.HierarchicalBootstrap;
import org.denselab.eval.significance.Interval;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Entry;
import org.denselab.study.result.Exhibit.Tone;
import org.denselab.study.stage.GeometryStage.Measured;

/** Measured spaces as tables by model, and as lines along training. */
record GeometryExhibits(String task, List<Measured> measured, int neighbours) {
  private static final String SECTION = "Geometry";
  private static final double LEVEL = .95;
  private static final HierarchicalBootstrap BOOTSTRAP = new HierarchicalBootstrap(2000, 42);

  List<Exhibit> all() {
    List<Exhibit> exhibits = new ArrayList<>();
    for (String group : measured.getFirst().groups().keySet()) {
      exhibits.add(values(group));
      if (measured.stream().anyMatch(m -> !m.isBase())) exhibits.add(differences(group));
    }
    boolean chains = measured.stream().anyMatch(m -> !m.subject().last());
    if (chains)
      for (String group : List.of(GeometryStage.PASSAGES, GeometryStage.PAIRS))
        for (String name : names(group)) exhibits.add(lines(group, name));
    return exhibits;
  }

  private Collection<String> names(String group) {
    return measured.getFirst().groups().get(group).keySet();
  }

  private Exhibit values(String group) {
    List<List<Entry>> rows = new ArrayList<>();
    for (Measured one : measured) {
      if (!one.subject().last()) continue;
      List<Entry> row = header(one);
      for (String name : names(group)) row.add(value(one.groups().get(group).get(name)));
      rows.add(row);
    }
    return new Exhibit.Table(
        SECTION,
        "The space of " + group + ", " + task,
        docs(group) + seeds(". Mean and standard deviation over %d seeds"),
        columns(group),
        rows);
  }

  private Exhibit differences(String group) {
    List<List<Entry>> rows = new ArrayList<>();
    Set<String> without = new LinkedHashSet<>();
    for (Measured one : measured) {
      if (!one.subject().last() || one.isBase()) continue;
      List<Entry> row = header(one);
      for (String name : names(group)) {
        List<Measure> bases = base(one).groups().get(group).get(name);
        List<Measure> own = one.groups().get(group).get(name);
        if (!own.getFirst().resamples()) without.add(name);
        row.add(difference(own, bases));
      }
      rows.add(row);
    }
    String caption =
        "Each model less the base it was tuned from, on the same texts, with the 95 % interval of"
            + " the hierarchical bootstrap over seeds and texts (of what is no mean, over each"
            + " text's influence on it)";
    if (!without.isEmpty()) caption += "; " + String.join(", ", without) + ": no interval known";
    return new Exhibit.Table(
        SECTION,
        "What fine-tuning did to the space of " + group + ", " + task,
        caption,
        columns(group),
        rows);
  }

  private Measured base(Measured one) {
    return measured.stream()
        .filter(m -> m.subject().samples().equals(one.subject().bases()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> columns(String group) {
    List<String> columns = new ArrayList<>(List.of("model", "step"));
    columns.addAll(names(group));
    return columns;
  }

  private static List<Entry> header(Measured one) {
    List<Entry> row = new ArrayList<>();
    row.add(Entry.of(one.subject().name()));
    int step = one.subject().step();
    row.add(new Entry(String.format(Locale.ROOT, "%,d", step), step, Tone.PLAIN, ""));
    return row;
  }

  private static Entry value(List<Measure> seeds) {
    double mean = mean(seeds);
    String text = text(mean);
    if (seeds.stream().map(Measure::value).distinct().count() > 1) {
      double squares = seeds.stream().mapToDouble(m -> Math.pow(m.value() - mean, 2)).sum();
      text += " ± " + text(Math.sqrt(squares / (seeds.size() - 1)));
    }
    return new Entry(text, mean, Tone.PLAIN, "");
  }

  private static Entry difference(List<Measure> own, List<Measure> bases) {
    double difference = mean(own) - mean(bases);
    String text = String.format(Locale.ROOT, "%+.3f", difference);
    if (own.getFirst().resamples()) {
      Interval interval = BOOTSTRAP.of(differences(own, bases)).interval(LEVEL);
      text += " [%s, %s]".formatted(text(interval.low()), text(interval.high()));
    }
    return new Entry(text, difference, Tone.PLAIN, "");
  }

  private static Differences differences(List<Measure> own, List<Measure> bases) {
    double[][] bySeed = new double[own.size()][];
    for (int seed = 0; seed < bySeed.length; seed++) {
      double[] row = own.get(seed).points().clone();
      for (int p = 0; p < row.length; p++) row[p] -= bases.get(seed).points()[p];
      bySeed[seed] = row;
    }
    return new Differences(bySeed);
  }

  private Exhibit lines(String group, String name) {
    List<Exhibit.Line> lines = new ArrayList<>();
    for (Measured last : measured) {
      if (!last.subject().last() || last.subject().step() == 0) continue;
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      x.add(0.0);
      y.add(mean(base(last).groups().get(group).get(name)));
      for (Measured one : measured)
        if (one.subject().name().equals(last.subject().name())) {
          x.add((double) one.subject().step());
          y.add(mean(one.groups().get(group).get(name)));
        }
      lines.add(Exhibit.Line.of(last.subject().name(), x, y));
    }
    return new Exhibit.Lines(
        SECTION,
        "%s of %s along fine-tuning, %s".formatted(capital(name), group, task),
        capital(name) + ": " + Shape.DOCS.get(name) + seeds("; mean over %d seeds"),
        "step",
        name,
        false,
        lines);
  }

  private String docs(String group) {
    List<String> docs = new ArrayList<>();
    for (String name : names(group)) docs.add(name + ": " + Shape.DOCS.get(name));
    return "Embeddings at length 1, nearest neighbours %d. ".formatted(neighbours)
        + capital(String.join("; ", docs));
  }

  private String seeds(String words) {
    int seeds = measured.getFirst().subject().samples().size();
    return seeds == 1 ? "" : words.formatted(seeds);
  }

  private static double mean(List<Measure> seeds) {
    return seeds.stream().mapToDouble(Measure::value).average().orElseThrow();
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.3f", value);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
