package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.denselab.analysis.geometry.QueriesAndGolds;
import org.denselab.analysis.geometry.Space;
import org.denselab.analysis.geometry.TextSample;
import org.denselab.data.Collection;
import org.denselab.data.Document;
import org.denselab.data.Query;
import org.denselab.dense.VectorFile;
import org.denselab.model.Templates;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;

/** The embeddings of a sample of a collection's texts: the same texts for every model. */
public final class SampleStage {
  private static final int VERSION = 1;
  private static final String QUERIES = "queries.vectors";
  private static final String GOLDS = "golds.vectors";
  private static final String PASSAGES = "passages.vectors";

  private SampleStage() {}

  /**
   * Which texts.
   *
   * @param size queries, positives, and passages, at most
   */
  public record Drawn(Collection data, String split, int size, long seed) {
    StageKey addTo(StageKey key) {
      return key.with("data", data.fingerprint())
          .with("split", split)
          .with("size", size)
          .with("seed", seed);
    }
  }

  /**
   * The spaces of one model.
   *
   * @param passages drawn from all of the collection
   */
  record Spaces(QueriesAndGolds pairs, Space passages) {}

  public static Stage of(
      String title, ModelAt model, Drawn drawn, Templates texts, Arithmetic arithmetic) {
    return drawn
        .addTo(model.addTo(new StageKey("sample", VERSION)))
        .with("engine", arithmetic)
        .with("templates", texts)
        .stage(
            title,
            (out, workplace) -> {
              var sample = TextSample.draw(drawn.data(), drawn.split(), drawn.size(), drawn.seed());
              try (var encoding = Encoding.open(model.ofQueries().folder(workplace), arithmetic)) {
                List<Query> queries = sample.queries();
                VectorFile.write(
                    out.resolve(QUERIES),
                    queries.stream().map(Query::id).toList(),
                    encoding
                        .encoder(texts.query())
                        .encode(queries.stream().map(Query::text).toList()));
              }
              try (var encoding = Encoding.open(model.ofPassages().folder(workplace), arithmetic)) {
                write(out.resolve(GOLDS), sample.golds(), encoding, texts);
                write(out.resolve(PASSAGES), sample.passages(), encoding, texts);
              }
              return "%,d queries, %,d passages"
                  .formatted(sample.queries().size(), sample.passages().size());
            });
  }

  private static void write(Path file, List<Document> documents, Encoding encoding, Templates texts)
      throws IOException {
    VectorFile.write(
        file,
        documents.stream().map(Document::id).toList(),
        encoding
            .encoder(texts.passage())
            .encode(documents.stream().map(Document::joined).toList()));
  }

  static Spaces read(Path folder) throws IOException {
    return new Spaces(
        new QueriesAndGolds(space(folder.resolve(QUERIES)), space(folder.resolve(GOLDS))),
        space(folder.resolve(PASSAGES)));
  }

  private static Space space(Path file) throws IOException {
    try (var vectors = VectorFile.open(file)) {
      return Space.of(vectors.matrix());
    }
  }
}
