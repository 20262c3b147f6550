package org.denselab.study.stage;

import java.util.List;
import org.denselab.data.Pairs;
import org.denselab.data.ScoredPair;
import org.denselab.engine.Matrix;
import org.denselab.eval.Evaluation;
import org.denselab.eval.Metric;
import org.denselab.model.Templates;
import org.denselab.study.EvaluationFile;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;

/** How well cosines follow the scores of pairs. Both texts are written as queries. */
public final class SimilarityStage {
  private static final int VERSION = 3;

  private SimilarityStage() {}

  public static Stage of(
      String title,
      ModelAt model,
      Pairs pairs,
      Templates texts,
      Arithmetic arithmetic,
      List<Metric> metrics) {
    return model
        .addTo(new StageKey("similarity", VERSION))
        .with("engine", arithmetic)
        .with("data", pairs.fingerprint())
        .with("template", texts.query())
        .with("metrics", metrics)
        .stage(
            title,
            (out, workplace) -> {
              List<ScoredPair> scored = pairs.scored();
              try (var encoding = Encoding.open(model.folder(workplace), arithmetic)) {
                var encoder = encoding.encoder(texts.query());
                Matrix first = encoder.encode(scored.stream().map(ScoredPair::first).toList());
                Matrix second = encoder.encode(scored.stream().map(ScoredPair::second).toList());
                double[] predicted = cosines(first, second);
                double[] gold = scored.stream().mapToDouble(ScoredPair::score).toArray();
                var evaluation = Evaluation.ofPairs(scored, predicted, metrics);
                EvaluationFile.ofPairs(evaluation, predicted, gold).write(out);
                return EvaluateStage.summary(evaluation.means());
              }
            });
  }

  static double[] cosines(Matrix a, Matrix b) {
    double[] cosines = new double[a.rows()];
    for (int row = 0; row < a.rows(); row++) {
      double dot = 0;
      double lengthA = 0;
      double lengthB = 0;
      for (int i = 0; i < a.columns(); i++) {
        double x = a.at(row, i);
        double y = b.at(row, i);
        dot += x * y;
        lengthA += x * x;
        lengthB += y * y;
      }
      cosines[row] = dot / Math.sqrt(Math.max(lengthA * lengthB, 1e-24));
    }
    return cosines;
  }
}
