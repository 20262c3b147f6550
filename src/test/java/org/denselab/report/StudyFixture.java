package org.denselab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.base.Seeds;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.Curve;
import org.denselab.study.result.StudyResult.DataCard;
import org.denselab.study.result.StudyResult.Expected;
import org.denselab.study.result.StudyResult.QueryShift;
import org.denselab.study.result.StudyResult.StageRun;

/** A study as the quickstart would end, with hostile texts in its data and one failed cell. */
final class StudyFixture {
  static final String SCRIPT = "<script>document.documentElement.dataset.hacked='yes'</script>";
  private static final List<String> METRICS = List.of("nDCG@10", "RR@10", "R@100", "Judged@10");
  private static final int QUERIES = 120;
  private static final int MISMATCH = 40;

  private StudyFixture() {}

  static StudyResult study() {
    List<Cell> cells = new ArrayList<>();
    for (String slice : List.of("all", "mismatch")) {
      boolean all = slice.equals("all");
      cells.add(cell("bm25", "bm25", "", slice, all ? .571 : .182));
      cells.add(cell("dense-untrained", "dense", "none", slice, all ? .204 : .121));
      cells.add(cell("dense-full", "dense", "full", slice, all ? .618 : .534));
      cells.add(cell("dense-lora", "dense", "lora", slice, all ? .602 : .521));
      cells.add(cell("hybrid-full", "hybrid", "full", slice, all ? .667 : .498));
      cells.add(failed(slice));
    }
    return new StudyResult(
        "quickstart",
        "Quickstart (synthetic)",
        "Does a small encoder, trained for two minutes, find what shares no word with the query?",
        "study: quickstart\nquestion: Does it?\nbackbone:\n  preset: bert-2x128   # "
            + SCRIPT
            + "\n",
        "9f2c1d7e5ab04c3f8e6d9f2c1d7e5ab04c3f8e6d9f2c1d7e5ab04c3f8e6d0123",
        "mvn -q compile exec:java -Dexp=experiments/quickstart.yaml",
        1,
        cells,
        comparisons(),
        List.of(),
        List.of(
            new Expected("search, dense-full, nDCG@10 at least .60", .618, true),
            new Expected("search, dense-lora, nDCG@10 at least .61", .602, false)),
        stages(),
        List.of(curve("dense-full", 2.9, 0.31), curve("dense-lora", 2.9, 0.42)),
        ExhibitFixture.all(""),
        List.of(
            new DataCard(
                "atlas/search",
                "4be1c09d7f32a8e6",
                true,
                2014,
                ordered("train", 812, "dev", 96, "test", QUERIES),
                "generated from tables of facts, seed 7, Apache-2.0 & friends <" + SCRIPT + ">")),
        ordered("tuning.rank", "8", "tuning.alpha", "16", "train.warmup", "10 % of steps"),
        List.of(
            "3 of 812 training queries had no hard negative: their positive was not retrieved.",
            "1.4 % of columns were masked as false negatives; mean effective negatives a row"
                + " 62.1."),
        ordered("java", "25.0.3", "cpu", "2 cores", "memory", "8 GB", "engine", "samediff"));
  }

  private static Cell cell(String id, String retriever, String tuning, String slice, double mean) {
    int count = slice.equals("all") ? QUERIES : MISMATCH;
    Map<String, Double> metrics = new LinkedHashMap<>();
    Map<String, Map<String, Double>> perQuery = new LinkedHashMap<>();
    double shift = 0;
    for (String metric : METRICS) {
      metrics.put(metric, Math.min(.998, mean + shift));
      perQuery.put(metric, scores(id + slice, mean + shift, count));
      shift += .06;
    }
    return new Cell(
        id,
        tuning.isEmpty() ? Map.of() : Map.of("tuning.kind", tuning),
        "done",
        "search",
        "test",
        slice,
        retriever,
        metrics,
        count,
        "all queries with a judged relevant passage",
        perQuery,
        "");
  }

  private static Cell failed(String slice) {
    return new Cell(
        "dense-r64",
        Map.of("tuning.kind", "lora", "tuning.rank", "64"),
        "failed",
        "search",
        "test",
        slice,
        "dense",
        Map.of(),
        0,
        "",
        Map.of(),
        "loss is not a number at step 37, batch 37 (queries q12, q80, …): lower train.rate\n"
            + SCRIPT);
  }

  private static Map<String, Double> scores(String name, double mean, int count) {
    var random = Seeds.stream(name.hashCode(), "scores");
    Map<String, Double> scores = new LinkedHashMap<>();
    for (int i = 0; i < count; i++)
      scores.put("q" + i, random.nextDouble() < mean ? 1.0 / (1 + random.nextInt(3)) : 0.0);
    return scores;
  }

  private static List<Comparison> comparisons() {
    return List.of(
        comparison("dense-full", "bm25", "all", .618, .571, .021, .043),
        comparison("dense-full", "dense-untrained", "all", .618, .204, 1e-9, 1e-8),
        comparison("dense-lora", "bm25", "all", .602, .571, .19, .38),
        comparison("dense-lora", "dense-untrained", "all", .602, .204, 1e-9, 1e-8),
        comparison("hybrid-full", "bm25", "all", .667, .571, 1e-4, .0008),
        comparison("dense-full", "bm25", "mismatch", .534, .182, 1e-6, 6e-6),
        comparison("dense-full", "dense-untrained", "mismatch", .534, .121, 1e-6, 6e-6),
        comparison("dense-lora", "bm25", "mismatch", .521, .182, 1e-6, 6e-6),
        comparison("hybrid-full", "dense-full", "mismatch", .498, .534, .003, .009));
  }

  private static Comparison comparison(
      String cell,
      String baseline,
      String slice,
      double value,
      double other,
      double p,
      double pHolm) {
    return new Comparison(
        cell,
        baseline,
        "search",
        "test",
        slice,
        "nDCG@10",
        value,
        other,
        evidence(value - other, p, pHolm, 9, slice.equals("all") ? QUERIES : MISMATCH),
        List.of(
            shift("q17", "Which metal, liquid at room temperature, fills old thermometers?", 0, 1),
            shift(
                "q3",
                "What do people in " + SCRIPT + " pay with | \"quoted\", 5 < 6 & more?",
                .3,
                1),
            shift("q64", "seat of government of the land whose money is the forint", 0, .63)),
        List.of(shift("q91", "capital of Mongolia", 1, .43), shift("q5", "unit of force", 1, .5)));
  }

  /** Three seeds, an interval of .015 on either side. */
  static Evidence evidence(double delta, double p, double pHolm, int family, int queries) {
    boolean undecided = pHolm >= .05 || Math.abs(delta) < .015;
    return new Evidence(
        "randomization",
        3,
        queries,
        delta,
        delta - .015,
        delta + .015,
        .95,
        p,
        pHolm,
        family,
        undecided ? "undecided" : delta > 0 ? "holds" : "fails",
        Evidence.Equivalence.NONE,
        .022);
  }

  private static QueryShift shift(String id, String query, double before, double after) {
    return new QueryShift(
        id,
        query,
        before,
        after,
        "doc-" + id,
        "Mercury is the only metallic element that stays liquid at ordinary conditions. ".repeat(3)
            + SCRIPT,
        "Thermometers were improved by Daniel Gabriel Fahrenheit, who was born in Gdansk in 1686.",
        "Mercury, symbol Hg, atomic number 80, is a silvery element.");
  }

  private static List<StageRun> stages() {
    List<StageRun> stages = new ArrayList<>();
    String[] kinds = {
      "data",
      "tokenizer",
      "pretrain",
      "mine",
      "train",
      "train",
      "encode",
      "index",
      "search",
      "evaluate"
    };
    double[] seconds = {1.2, 3.4, 48.7, 2.2, 38.1, 29.6, 6.8, .41, 1.7, .22};
    for (int i = 0; i < kinds.length; i++)
      stages.add(
          new StageRun(
              kinds[i],
              "a1b2c3d4e5f6" + i,
              kinds[i] + " of atlas/search",
              i == 1 ? "cached" : "done",
              seconds[i],
              (120L + 90L * i) * 1_000_000,
              i == 8 ? "412 queries/s" : "",
              ""));
    return stages;
  }

  private static Curve curve(String name, double from, double to) {
    double[] x = new double[100];
    double[] y = new double[100];
    var random = Seeds.stream(name.hashCode(), "curve");
    for (int i = 0; i < 100; i++) {
      x[i] = 3 * (i + 1);
      y[i] = to + (from - to) * Math.exp(-i / 22.0) + (random.nextDouble() - .5) * .12;
    }
    return new Curve(name, "step", "training loss", x, y);
  }

  @SuppressWarnings("unchecked")
  private static <V> Map<String, V> ordered(Object... pairs) {
    Map<String, V> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], (V) pairs[i + 1]);
    return map;
  }
}
