package org.denselab.study.stage;

import java.util.List;
import org.denselab.base.Kept;
import org.denselab.base.Pieces;
import org.denselab.data.Collection;
import org.denselab.data.Query;
import org.denselab.data.format.RunFile;
import org.denselab.dense.ExactSearch;
import org.denselab.dense.ShardedEncoder;
import org.denselab.dense.VectorFile;
import org.denselab.model.Templates;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.study.StageNotes;

/** The passages nearest to the queries of a split, all of them compared. */
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
      int depth) {
    return model
        .addTo(new StageKey("dense", VERSION).input(encode))
        .with("engine", arithmetic)
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
                RunFile.write(
                    out.resolve(RunOutput.FILE),
                    ExactSearch.search(vectors, embedded, ids, depth, "dense"));
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
