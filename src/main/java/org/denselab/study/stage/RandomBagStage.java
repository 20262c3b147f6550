package org.denselab.study.stage;

import java.util.List;
import java.util.stream.Stream;
import org.denselab.data.Collection;
import org.denselab.data.Document;
import org.denselab.data.Pairs;
import org.denselab.data.Query;
import org.denselab.data.ScoredPair;
import org.denselab.data.format.RunFile;
import org.denselab.dense.ExactSearch;
import org.denselab.dense.RandomBag;
import org.denselab.dense.VectorFile;
import org.denselab.eval.Evaluation;
import org.denselab.eval.Metric;
import org.denselab.study.EvaluationFile;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;

/** What random word vectors of a width find: a control that has learned nothing. */
public final class RandomBagStage {
  private static final int VERSION = 1;

  private RandomBagStage() {}

  /** Hits for the queries of a split. */
  public static Stage of(
      Collection data, String split, int width, boolean idf, long seed, int depth) {
    return key(data.fingerprint(), width, idf, seed)
        .with("split", split)
        .with("depth", depth)
        .stage(
            title(data.name(), width, idf),
            (out, workplace) -> {
              var bag = new RandomBag(width, seed, weights(data, idf));
              List<Query> queries = data.queries(split).queries();
              var file = workplace.kept().resolve("bag.vectors");
              bag.encode(data.corpus(), file);
              try (var vectors = VectorFile.open(file)) {
                var asked = bag.encode(queries.stream().map(Query::text).toList());
                var ids = queries.stream().map(Query::id).toList();
                RunFile.write(
                    out.resolve(RunOutput.FILE),
                    ExactSearch.search(vectors, asked, ids, depth, "embeddings"));
              }
              return "%,d queries".formatted(queries.size());
            });
  }

  /** Cosines of scored pairs. */
  public static Stage of(Pairs pairs, int width, boolean idf, long seed, List<Metric> metrics) {
    return key(pairs.fingerprint(), width, idf, seed)
        .with("metrics", metrics)
        .stage(
            title(pairs.name(), width, idf),
            (out, _) -> {
              List<ScoredPair> scored = pairs.scored();
              var weights =
                  idf
                      ? RandomBag.idf(
                          scored.stream().flatMap(p -> Stream.of(p.first(), p.second())))
                      : RandomBag.equal();
              var bag = new RandomBag(width, seed, weights);
              double[] predicted =
                  SimilarityStage.cosines(
                      bag.encode(scored.stream().map(ScoredPair::first).toList()),
                      bag.encode(scored.stream().map(ScoredPair::second).toList()));
              double[] gold = scored.stream().mapToDouble(ScoredPair::score).toArray();
              var evaluation = Evaluation.ofPairs(scored, predicted, metrics);
              EvaluationFile.ofPairs(evaluation, predicted, gold).write(out);
              return EvaluateStage.summary(evaluation.means());
            });
  }

  private static StageKey key(String data, int width, boolean idf, long seed) {
    return new StageKey("random_bag", VERSION)
        .with("data", data)
        .with("width", width)
        .with("idf", idf)
        .with("seed", seed);
  }

  private static String title(String data, int width, boolean idf) {
    return "%s, width %d%s".formatted(data, width, idf ? ", idf" : "");
  }

  private static RandomBag.Weights weights(Collection data, boolean idf) {
    if (!idf) return RandomBag.equal();
    try (Stream<Document> documents = data.corpus().documents()) {
      return RandomBag.idf(documents.map(Document::joined));
    }
  }
}
