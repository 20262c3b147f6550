package org.denselab.study.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.denselab.analysis.probe.Probes;
import org.denselab.eval.significance.Verdict;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Entry;
import org.denselab.study.result.Exhibit.Line;
import org.denselab.study.result.Exhibit.Tone;
import org.denselab.study.stage.ProbeCurves.At;
import org.denselab.study.stage.ProbeCurves.Model;
import org.denselab.study.stage.ProbeCurves.Point;
import org.denselab.study.stage.ProbeTests.Tested;

/** Curves, tables and claims about what probes found. */
record ProbeExhibits(ProbesStage.Rules rules, ProbeTests tests) {
  private static final String SECTION = "Probing";
  private static final String SOURCE = "paper A (2505.07166), probing";

  List<Exhibit> all() {
    List<Exhibit> exhibits = new ArrayList<>();
    for (int c = 0; c < tests.curves().size(); c++) {
      ProbeCurves curves = tests.curves().get(c);
      for (int m = 0; m < curves.models().size(); m++)
        if (curves.base() >= 0 && m != curves.base() && !untrained(curves.models().get(m)))
          exhibits.add(claim(c, m));
      for (int k : curves.candidates()) exhibits.add(lines(c, k));
      exhibits.add(table(c));
    }
    return exhibits;
  }

  private static boolean untrained(Model model) {
    return model.name().equals(ModelGroup.UNTRAINED);
  }

  private String name(ProbeCurves curves) {
    return curves.group() + ", " + curves.pooling().key() + " pooling";
  }

  private Exhibit lines(int number, int k) {
    ProbeCurves curves = tests.curves().get(number);
    List<Line> lines = new ArrayList<>();
    for (int m = 0; m < curves.models().size(); m++) lines.add(line(number, m, k));
    Model shown = curves.models().get(Math.max(0, curves.base()));
    for (Probes.Kind kind : List.of(Probes.Kind.NO_QUERY, Probes.Kind.SHUFFLED_LABELS)) {
      var points = points(shown, kind, k);
      if (points.isEmpty()) continue;
      String name = kind == Probes.Kind.NO_QUERY ? "query zeroed" : "labels shuffled";
      lines.add(
          Line.of(
              name + ", " + shown.name(),
              points.stream().map(at -> (double) at.layer()).toList(),
              points.stream().map(at -> shown.points().get(at).accuracy()).toList()));
    }
    return new Exhibit.Lines(
        SECTION,
        "One of %d: %s".formatted(k, name(curves)),
        caption(curves, k),
        "layer",
        "accuracy",
        false,
        lines);
  }

  private String caption(ProbeCurves curves, int k) {
    var first = curves.models().getFirst().points().values().iterator().next().correct();
    String base = curves.base() < 0 ? "" : curves.models().get(curves.base()).name();
    String stars =
        curves.base() < 0
            ? ""
            : rules.asPublished()
                ? String.format(
                    Locale.ROOT,
                    " A star: differs from %s, unpaired t-test on all outcomes, Bonferroni for the"
                        + " layers of a curve, p < %s, as published.",
                    base,
                    shown(rules.level()))
                : String.format(
                    Locale.ROOT,
                    " A star: differs from %s, paired t-test over queries, Holm over all %,d tests"
                        + " of this section, p < %s.",
                    base,
                    tests.family(),
                    shown(rules.level()));
    return String.format(
            Locale.ROOT,
            "Share of %,d queries whose positive a %s finds among %d candidates in the vectors of a"
                + " layer (0: embeddings), %s; chance is %s.",
            first.queries(),
            rules.asPublished() ? "probe as published" : "linear probe",
            k,
            first.seeds() == 1 ? "one seed" : "mean over %d seeds".formatted(first.seeds()),
            shown(1.0 / k))
        + stars;
  }

  private static List<At> points(Model model, Probes.Kind kind, int k) {
    return model.points().keySet().stream()
        .filter(at -> at.kind() == kind && at.candidates() == k)
        .toList();
  }

  private Line line(int number, int m, int k) {
    Model model = tests.curves().get(number).models().get(m);
    List<At> points = points(model, Probes.Kind.PROBE, k);
    return new Line(
        model.name(),
        points.stream().map(at -> (double) at.layer()).toList(),
        points.stream().map(at -> model.points().get(at).accuracy()).toList(),
        List.of(),
        List.of(),
        points.stream().map(at -> star(tests.of(number, m, at))).toList(),
        false);
  }

  private String star(Tested tested) {
    return tested != null && tested.significant(rules.level()) ? "*" : "";
  }

  private Exhibit table(int number) {
    ProbeCurves curves = tests.curves().get(number);
    List<String> columns = new ArrayList<>(List.of("candidates, layer", "chance"));
    for (Model model : curves.models()) {
      columns.add(model.name());
      columns.add(model.name() + ", training");
    }
    Model shown = curves.models().get(Math.max(0, curves.base()));
    List<Probes.Kind> controls =
        shown.points().keySet().stream()
            .map(At::kind)
            .filter(kind -> kind != Probes.Kind.PROBE)
            .distinct()
            .toList();
    for (Probes.Kind kind : controls)
      columns.add(kind == Probes.Kind.NO_QUERY ? "query zeroed" : "labels shuffled");
    List<List<Entry>> rows = new ArrayList<>();
    for (int k : curves.candidates())
      for (int layer : curves.layers()) {
        List<Entry> row = new ArrayList<>();
        row.add(Entry.of("%d, layer %d".formatted(k, layer)));
        row.add(number(1.0 / k));
        for (int m = 0; m < curves.models().size(); m++) {
          var at = new At(Probes.Kind.PROBE, k, layer);
          Point point = curves.models().get(m).points().get(at);
          row.add(point == null ? Entry.of("") : entry(point, tests.of(number, m, at)));
          row.add(point == null ? Entry.of("") : number(point.training()));
        }
        for (Probes.Kind kind : controls) {
          Point point = shown.points().get(new At(kind, k, layer));
          row.add(point == null ? Entry.of("") : number(point.accuracy()));
        }
        rows.add(row);
      }
    return new Exhibit.Table(
        SECTION,
        "Probes of " + name(curves),
        "Accuracy on queries that the probe was not trained on, and in training"
            + (curves.base() < 0 ? "." : "; marks and colours against " + shown.name() + ".")
            + (controls.isEmpty() ? "" : " The last columns are controls on " + shown.name() + "."),
        columns,
        rows);
  }

  private Entry entry(Point point, Tested tested) {
    double value = point.accuracy();
    if (tested == null || !tested.significant(rules.level())) return number(value);
    return new Entry(shown(value), value, tested.difference() > 0 ? Tone.GAIN : Tone.LOSS, "*");
  }

  private static Entry number(double value) {
    return new Entry(shown(value), value, Tone.PLAIN, "");
  }

  /** Equivalent in every probe: holds; beyond the margin in one, significantly: fails. */
  private Exhibit claim(int number, int m) {
    ProbeCurves curves = tests.curves().get(number);
    Model model = curves.models().get(m);
    Model base = curves.models().get(curves.base());
    int all = 0;
    int equal = 0;
    int beyond = 0;
    int differ = 0;
    At largest = null;
    for (At at : model.points().keySet()) {
      Tested tested = tests.of(number, m, at);
      if (tested == null) continue;
      all++;
      boolean significant = tested.significant(rules.level());
      if (significant) differ++;
      if (tested.equal() instanceof Verdict.Holds) equal++;
      if (tested.equal() instanceof Verdict.Fails && significant) beyond++;
      if (largest == null
          || Math.abs(tested.difference()) > Math.abs(tests.of(number, m, largest).difference()))
        largest = at;
    }
    var verdict =
        beyond > 0
            ? Exhibit.Verdict.FAILS
            : equal == all ? Exhibit.Verdict.HOLDS : Exhibit.Verdict.UNDECIDED;
    Tested most = tests.of(number, m, largest);
    String sentence =
        String.format(
            Locale.ROOT,
            "Of %d probes (layers x candidates), %d are within %s of %s (interval of %.0f %% inside"
                + " the margin), %d differ significantly, %d of them by more than the margin. The"
                + " largest change is %+.3f (%.3f to %.3f) at layer %d among %d candidates, from"
                + " %.3f to %.3f.",
            all,
            equal,
            shown(rules.margin()),
            base.name(),
            100 * (1 - 2 * rules.level()),
            differ,
            beyond,
            most.difference(),
            most.interval().low(),
            most.interval().high(),
            largest.layer(),
            largest.candidates(),
            base.points().get(largest).accuracy(),
            model.points().get(largest).accuracy());
    return new Exhibit.Claim(
        SECTION,
        "Pre-training dominates: %s %s changes no layer's accuracy by more than %s (%s)"
            .formatted(rules.over(), model.name(), shown(rules.margin()), name(curves)),
        sentence,
        verdict,
        SOURCE);
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceFirst("^0(?=\\.)", "");
  }
}
