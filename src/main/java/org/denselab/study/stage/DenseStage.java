package org.denselab.study.stage;

import java.util.List;
import java.util.Optional;
import org.denselab.base.Kept;
import org.denselab.base.Pieces;
import org.denselab.data.Collection;
import org.denselab.data.Query;
import org.denselab.data.Run;
import org.denselab.data.format.RunFile;
import org.denselab.dense.ExactSearch;
import org.denselab.dense.ShardedEncoder;
import org.denselab.dense.VectorFile;
import org.denselab.model.Templates;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.study.StageNotes;

/** The passages nearest to the queries of a split: all compared, or those that a graph finds. */
public final class DenseStage {
  private static final int VERSION = 3;

  private DenseStage() {}

  public static Stage of(
      String title,
      Stage encode,
      ModelAt model,
      Collection data,
      String split,
      Templates texts,
      Arithmetic arithmetic,
      int depth,
      Optional<GraphSearch> graph) {
    var key = model.addTo(new StageKey("dense", VERSION).input(encode));
    graph.ifPresent(g -> key.input(g.graph()).with("ef_search", g.settings().efSearch()));
    return key.with("engine", arithmetic)
        .with("split", split)
        .with("template", texts.query())
        .with("depth", depth)
        .stage(
            title,
            (out, workplace) -> {
              List<Query> queries = data.queries(split).queries();
              List<String> ids = queries.stream().map(Query::id).toList();
              try (var encoding = Encoding.open(model.folder(workplace), arithmetic);
                  var vectors = VectorFile.open(EncodeStage.vectors(workplace.folder(encode)))) {
                var encoder =
                    new ShardedEncoder(
                        encoding.encoder(texts.query()),
                        new Pieces(Kept.in(workplace.kept()), "queries"),
                        ShardedEncoder.SIZE);
                var embedded = encoder.encode(queries.stream().map(Query::text).toList());
                Run run =
                    graph.isEmpty()
                        ? ExactSearch.search(vectors, embedded, ids, depth, "dense")
                        : graph
                            .get()
                            .search(
                                title,
                                vectors,
                                embedded,
                                ids,
                                depth,
                                workplace.folder(graph.get().graph()),
                                out);
                RunFile.write(out.resolve(RunOutput.FILE), run);
                long cut = encoder.counts().cut();
                if (cut > 0)
                  StageNotes.write(
                      out,
                      List.of(
                          "%,d of %,d queries are cut at %d tokens"
                              .formatted(cut, queries.size(), texts.query().maxLength())));
              }
              return "%,d queries".formatted(queries.size());
            });
  }
}
