package org.denselab.study.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.denselab.data.Collection;
import org.denselab.data.format.RunFile;
import org.denselab.eval.Evaluation;
import org.denselab.eval.Metric;
import org.denselab.eval.Options;
import org.denselab.study.EvaluationFile;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;

/**
 * The scores of a run over all judged queries: one without hits scores 0, so that retrievers are
 * compared on the same queries.
 */
public final class EvaluateStage {
  private static final int VERSION = 1;

  private EvaluateStage() {}

  /**
   * @param runs of the same queries, each asked with another instruction; scores are averaged
   */
  public static Stage of(
      String title,
      List<Stage> runs,
      Collection data,
      String split,
      List<Metric> metrics,
      boolean dropIdenticalIds) {
    var key = new StageKey("evaluate", VERSION);
    runs.forEach(key::input);
    return key.with("data", data.fingerprint())
        .with("split", split)
        .with("metrics", metrics)
        .with("drop_identical_ids", dropIdenticalIds)
        .stage(
            title,
            (out, workplace) -> {
              var options = Options.DEFAULT.complete();
              if (dropIdenticalIds) options = options.droppingIdenticalIds();
              List<EvaluationFile> files = new ArrayList<>();
              for (Stage run : runs) {
                var hits = RunFile.read(workplace.folder(run).resolve(RunOutput.FILE));
                files.add(
                    EvaluationFile.of(
                        Evaluation.of(hits, data.queries(split).qrels(), metrics, options)));
              }
              var mean = EvaluationFile.mean(files, "instructions");
              mean.write(out);
              return summary(mean.metrics());
            });
  }

  static String summary(Map<String, Double> means) {
    return means.entrySet().stream()
        .limit(3)
        .map(e -> String.format(Locale.ROOT, "%s %.4f", e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }
}
