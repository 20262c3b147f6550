package org.denselab.study.stage;

import java.util.List;
import org.denselab.base.Cores;
import org.denselab.data.Collection;
import org.denselab.data.format.RunFile;
import org.denselab.lexical.Bm25;
import org.denselab.lexical.Bm25Index;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.study.StageNotes;

/** BM25's hits for the queries of a split. */
public final class Bm25Stage {
  private static final int VERSION = 1;

  private Bm25Stage() {}

  public static Stage of(
      Stage index, Collection data, String split, Setting<Bm25> bm25, int depth) {
    var key =
        new StageKey("bm25", VERSION)
            .input(index)
            .with("data", data.fingerprint())
            .with("split", split);
    return bm25.addTo(key, "bm25")
        .with("depth", depth)
        .stage(
            data.name() + " " + split + (bm25.choice().isPresent() ? ", tuned" : ""),
            (out, workplace) -> {
              var queries = data.queries(split).queries();
              int threads = Cores.share();
              var lucene = IndexStage.lucene(workplace.folder(index));
              try (var opened = Bm25Index.open(lucene, bm25.in(workplace))) {
                long start = System.nanoTime();
                var run = opened.search(queries, depth, threads, workplace.progress());
                double seconds = (System.nanoTime() - start) / 1e9;
                RunFile.write(out.resolve(RunOutput.FILE), run);
                List<String> empty = opened.withoutTerms(queries);
                if (!empty.isEmpty())
                  StageNotes.write(
                      out, List.of(empty.size() + " queries have no terms and find nothing"));
                return "%,d queries, %,.0f queries/s"
                    .formatted(queries.size(), queries.size() / seconds);
              }
            });
  }
}
