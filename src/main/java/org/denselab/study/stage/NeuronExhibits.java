package org.denselab.study.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.denselab.eval.significance.Claim;
import org.denselab.eval.significance.Differences;
import org.denselab.eval.significance.HierarchicalBootstrap;
import org.denselab.eval.significance.Holm;
import org.denselab.eval.significance.PairedTTest;
import org.denselab.eval.significance.Resampled;
import org.denselab.eval.significance.Verdict;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Entry;
import org.denselab.study.result.Exhibit.Tone;

/** Heat maps, tables and claims about active neurons. */
record NeuronExhibits(NeuronsStage.Rules rules, List<Read> groups) {
  private static final String SECTION = "Neurons";
  private static final String SOURCE = "paper A (2505.07166), neuron attribution";
  private static final long SEED = 1;

  /**
   * A group with its counts.
   *
   * @param arms by arm, then by seed
   */
  record Read(ModelGroup group, List<List<NeuronCounts>> arms) {
    List<NeuronCounts.Threshold> thresholds() {
      return arms.getFirst().getFirst().thresholds();
    }

    List<NeuronCounts.Threshold> seeds(int arm, int threshold) {
      return arms.get(arm).stream().map(seed -> seed.thresholds().get(threshold)).toList();
    }

    String name(int arm) {
      return group.arms().get(arm).name();
    }
  }

  /** One comparison: how many more neurons of a text are active. */
  private record Test(int group, int arm, int threshold, Differences change, Resampled resampled) {}

  List<Exhibit> all() {
    List<Exhibit> exhibits = new ArrayList<>(claims());
    for (Read read : groups)
      for (int t = 0; t < read.thresholds().size(); t++) {
        for (int a = 0; a < read.arms().size(); a++) exhibits.add(grid(read, a, t));
        exhibits.add(table(read, t));
      }
    return exhibits;
  }

  private Exhibit grid(Read read, int arm, int threshold) {
    var seeds = read.seeds(arm, threshold);
    var first = seeds.getFirst();
    int texts = first.byText().size();
    List<String> rows = new ArrayList<>();
    List<List<Double>> values = new ArrayList<>();
    for (int r = 0; r < first.rows().size(); r++) {
      int row = r;
      double ever = seeds.stream().mapToLong(s -> ever(s.rows().get(row))).average().orElse(0);
      rows.add("%s (%,d)".formatted(first.rows().get(r).name(), Math.round(ever)));
      List<Double> bins = new ArrayList<>();
      for (int b = 0; b < rules.bins(); b++) {
        int bin = b;
        bins.add(
            seeds.stream().mapToDouble(s -> most(s.rows().get(row), bin)).average().orElse(0)
                / texts);
      }
      values.add(bins);
    }
    return new Exhibit.Grid(
        SECTION,
        "Active neurons of %s, %s, threshold %s"
            .formatted(read.group().name(), read.name(arm), shown(first.threshold())),
        "Neurons are the output rows of a layer's two feed-forward matrices, in %d bins by number;"
                .formatted(rules.bins())
            + " a cell is the share of %,d %s in which the bin's most frequent neuron is active."
                .formatted(texts, rules.texts())
            + " In brackets: neurons that are active in some text. Active: integrated gradients of"
            + " the length of the pooled vector above %s of the text's highest.%s%s"
                .formatted(
                    shown(first.threshold()),
                    seeds.size() == 1 ? "" : " Mean over %d seeds.".formatted(seeds.size()),
                    rules.asPublished() ? " Texts are padded, as published." : ""),
        "layer and matrix (ever active)",
        "bin of neurons",
        rows,
        IntStream.rangeClosed(1, rules.bins()).mapToObj(String::valueOf).toList(),
        values,
        false);
  }

  private static long ever(NeuronCounts.Row row) {
    return row.counts().stream().filter(count -> count > 0).count();
  }

  /** The highest count of a bin. */
  private double most(NeuronCounts.Row row, int bin) {
    int size = row.counts().size();
    int from = (int) ((long) bin * size / rules.bins());
    int to = (int) ((bin + 1L) * size / rules.bins());
    return row.counts().subList(from, to).stream().mapToInt(count -> count).max().orElse(0);
  }

  private Exhibit table(Read read, int threshold) {
    int base = read.group().base();
    List<String> columns = new ArrayList<>(List.of("matrix", "neurons"));
    for (int a = 0; a < read.arms().size(); a++) {
      columns.add(read.name(a));
      if (base >= 0 && a != base) columns.add(read.name(a) + ", overlap with " + read.name(base));
    }
    var matrices = read.seeds(0, threshold).getFirst().rows();
    List<List<Entry>> rows = new ArrayList<>();
    for (int r = 0; r <= matrices.size(); r++) {
      int from = r == matrices.size() ? 0 : r;
      int to = r == matrices.size() ? r : r + 1;
      List<Entry> row = new ArrayList<>();
      row.add(Entry.of(r == matrices.size() ? "all" : matrices.get(r).name()));
      row.add(number(matrices.subList(from, to).stream().mapToInt(m -> m.counts().size()).sum()));
      for (int a = 0; a < read.arms().size(); a++) {
        var seeds = read.seeds(a, threshold);
        row.add(number(seeds.stream().mapToLong(s -> ever(s, from, to)).average().orElse(0)));
        if (base >= 0 && a != base) {
          var others = read.seeds(base, threshold);
          double overlap =
              IntStream.range(0, seeds.size())
                  .mapToDouble(s -> overlap(seeds.get(s), others.get(s), from, to))
                  .average()
                  .orElse(0);
          row.add(new Entry(String.format(Locale.ROOT, "%.2f", overlap), overlap, Tone.PLAIN, ""));
        }
      }
      rows.add(row);
    }
    return new Exhibit.Table(
        SECTION,
        "Ever-active neurons of %s, threshold %s"
            .formatted(read.group().name(), shown(read.thresholds().get(threshold).threshold())),
        "Neurons that are active in at least one of the texts"
            + (base < 0
                ? "."
                : ", and their overlap with those of %s (Jaccard: shared of all in either; 1 where"
                        .formatted(read.name(base))
                    + " neither has any)."),
        columns,
        rows);
  }

  private static long ever(NeuronCounts.Threshold counts, int from, int to) {
    return counts.rows().subList(from, to).stream().mapToLong(NeuronExhibits::ever).sum();
  }

  private static double overlap(
      NeuronCounts.Threshold a, NeuronCounts.Threshold b, int from, int to) {
    long both = 0;
    long either = 0;
    for (int r = from; r < to; r++) {
      List<Integer> left = a.rows().get(r).counts();
      List<Integer> right = b.rows().get(r).counts();
      for (int n = 0; n < left.size(); n++) {
        boolean in = left.get(n) > 0;
        boolean there = right.get(n) > 0;
        if (in && there) both++;
        if (in || there) either++;
      }
    }
    return either == 0 ? 1 : (double) both / either;
  }

  private List<Exhibit> claims() {
    List<Test> tests = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      Read read = groups.get(g);
      int base = read.group().base();
      for (int a = 0; a < read.arms().size() && base >= 0; a++)
        if (a != base && !read.name(a).equals(ModelGroup.UNTRAINED))
          for (int t = 0; t < read.thresholds().size(); t++) tests.add(test(g, a, base, t));
    }
    double[] p =
        tests.stream()
            .mapToDouble(one -> new PairedTTest().test(one.change().perQuery()).p())
            .toArray();
    double[] corrected = Holm.adjust(p);
    List<Exhibit> claims = new ArrayList<>();
    for (int i = 0; i < corrected.length; i++)
      claims.add(claim(tests.get(i), corrected[i], corrected.length));
    return claims;
  }

  private Test test(int group, int arm, int base, int threshold) {
    Read read = groups.get(group);
    var change =
        Differences.sum(
            List.of(active(read.seeds(arm, threshold)), active(read.seeds(base, threshold))),
            1,
            -1);
    return new Test(
        group,
        arm,
        threshold,
        change,
        new HierarchicalBootstrap(rules.resamples(), SEED).of(change));
  }

  private static Differences active(List<NeuronCounts.Threshold> seeds) {
    double[][] active = new double[seeds.size()][];
    for (int s = 0; s < active.length; s++)
      active[s] = seeds.get(s).byText().stream().mapToDouble(count -> count).toArray();
    return new Differences(active);
  }

  private Exhibit claim(Test test, double p, int family) {
    Read read = groups.get(test.group());
    int base = read.group().base();
    double threshold = read.thresholds().get(test.threshold()).threshold();
    var interval = test.resampled().interval(1 - rules.level());
    var verdict =
        switch (new Claim.Direction(true, p).judge(test.resampled(), rules.level())) {
          case Verdict.Holds _ -> Exhibit.Verdict.HOLDS;
          case Verdict.Fails _ -> Exhibit.Verdict.FAILS;
          case Verdict.Undecided _ -> Exhibit.Verdict.UNDECIDED;
        };
    var own = read.seeds(test.arm(), test.threshold());
    var others = read.seeds(base, test.threshold());
    int rows = own.getFirst().rows().size();
    double overlap =
        IntStream.range(0, own.size())
            .mapToDouble(s -> overlap(own.get(s), others.get(s), 0, rows))
            .average()
            .orElse(0);
    return new Exhibit.Claim(
        SECTION,
        "Fine-tuning spreads activation over more neurons: %s %s (%s, threshold %s)"
            .formatted(rules.over(), read.name(test.arm()), read.group().name(), shown(threshold)),
        String.format(
            Locale.ROOT,
            "%.1f neurons are active in one of %,d %s against %.1f of %s: %+.1f (%.1f to %.1f; p"
                + " %.2g, paired t-test over texts, Holm over %d). Of the neurons that are ever"
                + " active in either model, %.0f %% are so in both.",
            active(own).mean(),
            test.change().queries(),
            rules.texts(),
            active(others).mean(),
            read.name(base),
            test.change().mean(),
            interval.low(),
            interval.high(),
            p,
            family,
            100 * overlap),
        verdict,
        SOURCE);
  }

  private static Entry number(double value) {
    return new Entry(String.format(Locale.ROOT, "%,.0f", value), value, Tone.PLAIN, "");
  }

  private static String shown(double threshold) {
    return String.valueOf(threshold).replaceFirst("^0(?=\\.)", "");
  }
}
