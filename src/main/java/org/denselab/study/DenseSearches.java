package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.denselab.data.Collection;
import org.denselab.dsl.Study;
import org.denselab.dsl.VectorIndex;
import org.denselab.model.Templates;
import org.denselab.study.stage.Arithmetic;
import org.denselab.study.stage.DenseStage;
import org.denselab.study.stage.EncodeStage;
import org.denselab.study.stage.GraphSearch;
import org.denselab.study.stage.HnswStage;
import org.denselab.study.stage.ModelAt;

/** How a collection is searched with a model: encoded once, and asked in each of several ways. */
record DenseSearches(Study study, Collection data, String split) {
  /** A search for each of the ways in which queries are written. */
  List<Stage> of(String title, ModelAt model, List<Templates> asked, Stage.Estimate encoding) {
    var arithmetic = Arithmetic.of(study);
    Stage encode =
        EncodeStage.of(title, model.ofPassages(), data, asked.getFirst(), arithmetic, encoding);
    Optional<GraphSearch> graph =
        switch (study.evaluate().index()) {
          case VectorIndex.Exact _ -> Optional.empty();
          case VectorIndex.Hnsw hnsw ->
              Optional.of(new GraphSearch(HnswStage.of(title, encode, hnsw), hnsw));
        };
    List<Stage> searches = new ArrayList<>();
    for (Templates texts : asked) {
      String which = asked.size() == 1 ? "" : ", instruction %d".formatted(searches.size() + 1);
      searches.add(
          DenseStage.of(
              title + which,
              encode,
              model.ofQueries(),
              data,
              split,
              texts,
              arithmetic,
              study.evaluate().depth(),
              graph));
    }
    return searches;
  }
}
