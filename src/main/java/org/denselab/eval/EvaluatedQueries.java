package org.denselab.eval;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.data.Qrels;
import org.denselab.data.Run;
import org.denselab.eval.Options.AveragedOver;

/** The set of queries that a mean is over, and its description. */
final class EvaluatedQueries {
  private EvaluatedQueries() {}

  /** Query ids in the order of their bytes, as trec_eval prints and adds them. */
  static List<String> of(Run run, Qrels qrels, AveragedOver over) {
    Stream<String> judged = qrels.grades().keySet().stream();
    Stream<String> counted =
        switch (over) {
          case RETRIEVED -> judged.filter(query -> !run.of(query).isEmpty());
          case JUDGED -> judged;
        };
    List<String> queries = counted.sorted(Ranking::compareBytes).toList();
    if (queries.isEmpty())
      throw new BadInput(
          "no query of the run is judged: the run has queries such as %s, the judgments such as %s"
              .formatted(first(run.hits().keySet()), first(qrels.grades().keySet())));
    return queries;
  }

  static String inWords(Run run, Qrels qrels, AveragedOver over) {
    long judged = qrels.grades().size();
    long retrieved =
        qrels.grades().keySet().stream().filter(query -> !run.of(query).isEmpty()).count();
    long unjudged =
        run.hits().keySet().stream().filter(query -> !qrels.grades().containsKey(query)).count();
    String set =
        switch (over) {
          case RETRIEVED ->
              retrieved == judged
                  ? "all %d judged queries".formatted(judged)
                  : "the %d of %d judged queries that the run has hits for"
                      .formatted(retrieved, judged);
          case JUDGED ->
              retrieved == judged
                  ? "all %d judged queries".formatted(judged)
                  : "all %d judged queries, %d without hits scoring 0"
                      .formatted(judged, judged - retrieved);
        };
    return unjudged == 0 ? set : set + "; " + unjudged + " unjudged queries of the run left out";
  }

  private static String first(Set<String> ids) {
    return ids.stream().findFirst().map(id -> "'" + id + "'").orElse("(none)");
  }
}
