package org.denselab.study.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.denselab.data.Collection;
import org.denselab.study.EvaluationFile;
import org.denselab.study.Stage;
import org.denselab.study.StageExhibits;
import org.denselab.study.StageKey;
import org.denselab.study.stage.LengthExhibits.Measured;
import org.denselab.text.HfTokenizer;
import org.denselab.text.Template;

/**
 * Scores by the length that passages are cut at, and apart from it whether what answers a query was
 * read at all: evidence that is cut off tells nothing of how a model uses length.
 */
public final class LengthStage {
  private static final int VERSION = 1;

  private LengthStage() {}

  /** How passages are cut. */
  public record Reading(ModelAt tokenizer, Template passage) {}

  /**
   * A retriever at one length.
   *
   * @param reading empty where passages are read whole
   * @param evaluations one a seed
   */
  public record Point(Optional<Reading> reading, List<Stage> evaluations) {}

  /** A retriever by length in tokens. */
  public record Curve(String name, SortedMap<Integer, Point> points) {}

  /**
   * @param metric of the task, such as {@code nDCG@10}
   */
  public static Stage of(
      String title, Collection data, String split, String metric, List<Curve> curves) {
    var key =
        new StageKey("lengths", VERSION)
            .with("data", data.fingerprint())
            .with("split", split)
            .with("metric", metric);
    for (Curve curve : curves) {
      key.with("curve", curve.name());
      curve.points().forEach((length, point) -> addTo(key.with("length", length), point));
    }
    return key.stage(
        title,
        (out, workplace) -> {
          var golds = Golds.of(data, split);
          Map<Reading, Set<String>> read = new LinkedHashMap<>();
          List<Measured> measured = new ArrayList<>();
          for (Curve curve : curves)
            for (var at : curve.points().entrySet()) {
              Point point = at.getValue();
              for (Reading reading : point.reading().stream().toList())
                if (!read.containsKey(reading)) read.put(reading, read(golds, reading, workplace));
              measured.add(
                  new Measured(
                      curve.name(),
                      at.getKey(),
                      scores(point, metric, workplace),
                      point.reading().map(read::get)));
            }
          StageExhibits.write(
              out, new LengthExhibits(title, metric, golds.known(), measured).all());
          return "%,d retrievers".formatted(curves.size());
        });
  }

  private static void addTo(StageKey key, Point point) {
    point.evaluations().forEach(key::input);
    point.reading().ifPresent(r -> r.tokenizer().addTo(key).with("template", r.passage()));
  }

  private static List<Map<String, Double>> scores(
      Point point, String metric, Stage.Workplace workplace) throws IOException {
    List<Map<String, Double>> scores = new ArrayList<>();
    for (Stage seed : point.evaluations())
      scores.add(EvaluationFile.read(workplace.folder(seed)).perQuery().get(metric));
    return scores;
  }

  private static Set<String> read(Golds golds, Reading reading, Stage.Workplace workplace)
      throws IOException {
    try (var tokenizer = HfTokenizer.open(reading.tokenizer().folder(workplace))) {
      return golds.within(reading.passage().bind(tokenizer));
    }
  }
}
