package org.denselab.study.stage;

import org.denselab.base.Kept;
import org.denselab.data.Collection;
import org.denselab.data.format.RunFile;
import org.denselab.lexical.Analysis;
import org.denselab.lexical.Bm25;
import org.denselab.lexical.RememberedGolds;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;

/** What remembering the training queries finds: BM25 over them, returning their golds. */
public final class TrainingQueriesStage {
  private static final int VERSION = 1;

  private TrainingQueriesStage() {}

  public static Stage of(
      Collection data, String train, String split, Analysis analysis, Bm25 bm25, int depth) {
    return new StageKey("training_queries", VERSION)
        .with("data", data.fingerprint())
        .with("train", train)
        .with("split", split)
        .with("analysis", analysis)
        .with("bm25", bm25)
        .with("depth", depth)
        .stage(
            data.name() + " " + split,
            (out, workplace) -> {
              var training = data.queries(train);
              var run =
                  RememberedGolds.search(
                      training,
                      data.queries(split).queries(),
                      analysis,
                      bm25,
                      depth,
                      workplace.kept().resolve("training-queries"),
                      Kept.in(workplace.kept()));
              RunFile.write(out.resolve(RunOutput.FILE), run);
              return "%,d training queries".formatted(training.queries().size());
            });
  }
}
