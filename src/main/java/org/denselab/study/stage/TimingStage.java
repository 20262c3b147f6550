package org.denselab.study.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.denselab.analysis.geometry.TextSample;
import org.denselab.base.ByteCount;
import org.denselab.data.Document;
import org.denselab.data.Query;
import org.denselab.dense.Encoder;
import org.denselab.model.Templates;
import org.denselab.study.Stage;
import org.denselab.study.StageExhibits;
import org.denselab.study.StageKey;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Entry;
import org.denselab.study.result.Exhibit.Tone;

/**
 * How fast models encode, in one sitting. A measurement: what it leaves differs from run to run, so
 * no other stage reads it.
 */
public final class TimingStage {
  private static final int VERSION = 1;

  private TimingStage() {}

  /**
   * A model.
   *
   * @param lora whether it has adapters, which are timed beside the weights and merged into them
   */
  public record Timed(String name, ModelAt model, Templates texts, boolean lora) {}

  /** One way to run a model, with the seconds of each round. */
  private record Arm(
      Timed timed, boolean merged, Encoding queries, Encoding passages, double[][] seconds) {
    static Arm open(
        Timed timed, boolean merged, Stage.Workplace workplace, Arithmetic arithmetic, int rounds)
        throws IOException {
      var query = timed.model().ofQueries().folder(workplace);
      var passage = timed.model().ofPassages().folder(workplace);
      Encoding queries =
          merged ? Encoding.merged(query, arithmetic) : Encoding.open(query, arithmetic);
      Encoding passages =
          query.equals(passage)
              ? queries
              : merged ? Encoding.merged(passage, arithmetic) : Encoding.open(passage, arithmetic);
      return new Arm(timed, merged, queries, passages, new double[2][rounds]);
    }

    void close() {
      queries.close();
      if (passages != queries) passages.close();
    }

    long weights() {
      return queries.weights() + (passages == queries ? 0 : passages.weights());
    }
  }

  public static Stage of(
      String title,
      List<Timed> models,
      SampleStage.Drawn drawn,
      int rounds,
      Arithmetic arithmetic) {
    StageKey key = drawn.addTo(new StageKey(Stage.TIMING, VERSION));
    for (Timed timed : models)
      timed.model().addTo(key).with("name", timed.name()).with("texts", timed.texts());
    return key.with("rounds", rounds)
        .with("engine", arithmetic)
        .stage(
            title,
            (out, workplace) -> {
              var sample = TextSample.draw(drawn.data(), drawn.split(), drawn.size(), drawn.seed());
              List<Arm> arms = new ArrayList<>();
              try {
                for (Timed timed : models) {
                  arms.add(Arm.open(timed, false, workplace, arithmetic, rounds));
                  if (timed.lora()) arms.add(Arm.open(timed, true, workplace, arithmetic, rounds));
                }
                for (Arm arm : arms) round(arm, sample, -1);
                for (int round = 0; round < rounds; round++)
                  for (Arm arm : arms) round(arm, sample, round);
                StageExhibits.write(out, List.of(table(title, arms, sample, rounds)));
              } finally {
                arms.forEach(Arm::close);
              }
              return "%,d models, %d rounds".formatted(arms.size(), rounds);
            });
  }

  /**
   * @param round its number, negative for one that warms up and is not kept
   */
  private static void round(Arm arm, TextSample sample, int round) {
    var texts = arm.timed().texts();
    double queries =
        seconds(
            arm.queries().encoder(texts.query()),
            sample.queries().stream().map(Query::text).toList());
    double passages =
        seconds(
            arm.passages().encoder(texts.passage()),
            sample.passages().stream().map(Document::joined).toList());
    if (round < 0) return;
    arm.seconds()[0][round] = queries;
    arm.seconds()[1][round] = passages;
  }

  private static double seconds(Encoder encoder, List<String> texts) {
    long start = System.nanoTime();
    encoder.encode(texts);
    return (System.nanoTime() - start) / 1e9;
  }

  private static Exhibit table(String task, List<Arm> arms, TextSample sample, int rounds) {
    List<List<Entry>> rows = new ArrayList<>();
    Arm before = null;
    for (Arm arm : arms) {
      String name = arm.timed().name();
      if (arm.timed().lora()) name += arm.merged() ? ", merged" : ", not merged";
      List<Entry> row = new ArrayList<>(List.of(Entry.of(name)));
      row.add(new Entry(ByteCount.text(arm.weights()), arm.weights(), Tone.PLAIN, ""));
      for (int side = 0; side < 2; side++) {
        int texts = side == 0 ? sample.queries().size() : sample.passages().size();
        double rate = texts / median(arm.seconds()[side]);
        row.add(new Entry(String.format(Locale.ROOT, "%,.0f", rate), rate, Tone.PLAIN, ""));
        row.add(arm.merged() ? ratio(before.seconds()[side], arm.seconds()[side]) : Entry.of("–"));
      }
      rows.add(row);
      before = arm;
    }
    return new Exhibit.Table(
        "Inference",
        "How fast the models encode, " + task,
        ("A measurement of this machine, which no key and no other number depends on. Tokenising"
                + " included; all models in turn, median of %d rounds of %,d queries and %,d"
                + " passages after one that warms up; stages that ran beside it slow all alike."
                + " Ratio: merged over not merged, median over rounds")
            .formatted(rounds, sample.queries().size(), sample.passages().size()),
        List.of("model", "weights", "queries/s", "ratio", "passages/s", "ratio"),
        rows);
  }

  private static Entry ratio(double[] apart, double[] merged) {
    double[] ratios = new double[apart.length];
    for (int round = 0; round < ratios.length; round++)
      ratios[round] = apart[round] / merged[round];
    double ratio = median(ratios);
    return new Entry(String.format(Locale.ROOT, "%.2f", ratio), ratio, Tone.PLAIN, "");
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
