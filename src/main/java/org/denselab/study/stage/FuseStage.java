package org.denselab.study.stage;

import java.nio.file.Path;
import java.util.List;
import org.denselab.data.Run;
import org.denselab.data.format.RunFile;
import org.denselab.dsl.Fusion;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;

/** BM25's and a dense run as one. */
public final class FuseStage {
  private static final int VERSION = 1;

  private FuseStage() {}

  public static Stage of(String title, Stage bm25, Stage dense, Setting<Fusion> fusion, int depth) {
    return fusion
        .addTo(new StageKey("fuse", VERSION).input(bm25).input(dense), "fusion")
        .with("depth", depth)
        .stage(
            title,
            (out, workplace) -> {
              Run lexical = read(workplace.folder(bm25));
              Run semantic = read(workplace.folder(dense));
              Fusion how = fusion.in(workplace);
              RunFile.write(out.resolve(RunOutput.FILE), fuse(lexical, semantic, how, depth));
              return how.toString();
            });
  }

  private static Run fuse(Run lexical, Run dense, Fusion fusion, int depth) {
    var runs = List.of(lexical, dense);
    return switch (fusion) {
      case Fusion.ReciprocalRank(int k) -> org.denselab.dense.Fusion.reciprocalRank(runs, k, depth);
      case Fusion.Score(double weight) ->
          org.denselab.dense.Fusion.normalisedScores(runs, List.of(1 - weight, weight), depth);
      case Fusion.Tuned _ -> throw new IllegalStateException("a weight is chosen before");
    };
  }

  private static Run read(Path folder) {
    return RunFile.read(folder.resolve(RunOutput.FILE));
  }
}
