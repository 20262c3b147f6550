package org.denselab.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.data.Hit;
import org.denselab.data.Qrels;
import org.denselab.data.Run;
import org.denselab.data.ScoredPair;

/**
 * What a run scored: per query first, aggregates from these.
 *
 * @param perQuery metric to query id to value, queries in the order of their ids; empty for pairs
 * @param aggregates means, or sums for {@link Count}s
 * @param queries how many queries (or pairs) the aggregates are over
 * @param averagedOver which queries these are, in words
 * @param droppedIdentical hits left out because their id was the query's own
 */
public record Evaluation(
    Map<Metric, Map<String, Double>> perQuery,
    Map<Metric, Double> aggregates,
    int queries,
    String averagedOver,
    long droppedIdentical) {
  public Evaluation {
    var copy = new LinkedHashMap<Metric, Map<String, Double>>();
    perQuery.forEach(
        (metric, values) ->
            copy.put(metric, Collections.unmodifiableMap(new LinkedHashMap<>(values))));
    perQuery = Collections.unmodifiableMap(copy);
    aggregates = Collections.unmodifiableMap(new LinkedHashMap<>(aggregates));
  }

  /**
   * Scores a run as trec_eval does.
   *
   * @throws BadInput where no query is judged, a passage is retrieved twice for a query, or a
   *     metric is of pairs
   */
  public static Evaluation of(Run run, Qrels qrels, List<Metric> metrics, Options options) {
    List<String> queries = EvaluatedQueries.of(run, qrels, options.averagedOver());
    var perQuery = new LinkedHashMap<Metric, Map<String, Double>>();
    for (Metric metric : metrics) perQuery.put(metric, new LinkedHashMap<>());
    long dropped = 0;
    for (String query : queries) {
      List<Hit> hits = run.of(query);
      if (options.dropIdenticalIds()) {
        List<Hit> others = hits.stream().filter(hit -> !hit.docId().equals(query)).toList();
        dropped += hits.size() - others.size();
        hits = others;
      }
      var ranking = Ranking.of(query, hits, qrels.of(query), options.depth());
      perQuery.forEach(
          (metric, values) -> values.put(query, score(metric, ranking, options.level())));
    }
    return new Evaluation(
        perQuery,
        aggregates(perQuery),
        queries.size(),
        EvaluatedQueries.inWords(run, qrels, options.averagedOver()),
        dropped);
  }

  /**
   * Scores predicted similarities.
   *
   * @param predicted one value a pair, higher is more alike
   * @throws BadInput where a metric is of rankings
   */
  public static Evaluation ofPairs(
      List<ScoredPair> pairs, double[] predicted, List<Metric> metrics) {
    if (pairs.size() != predicted.length)
      throw new IllegalArgumentException(
          predicted.length + " predictions for " + pairs.size() + " pairs");
    double[] gold = pairs.stream().mapToDouble(ScoredPair::score).toArray();
    var aggregates = new LinkedHashMap<Metric, Double>();
    for (Metric metric : metrics) {
      if (!(metric.measure() instanceof PairMeasure measure))
        throw new BadInput(
            "metric " + metric + " needs a ranking; scored pairs have spearman and pearson");
      aggregates.put(metric, measure.score(predicted, gold));
    }
    return new Evaluation(Map.of(), aggregates, pairs.size(), "all " + pairs.size() + " pairs", 0);
  }

  /** The aggregates by the metrics' names. */
  public Map<String, Double> means() {
    var means = new LinkedHashMap<String, Double>();
    aggregates.forEach((metric, value) -> means.put(metric.toString(), value));
    return means;
  }

  /** The per-query values by the metrics' names. */
  public Map<String, Map<String, Double>> perQueryByName() {
    var named = new LinkedHashMap<String, Map<String, Double>>();
    perQuery.forEach((metric, values) -> named.put(metric.toString(), values));
    return named;
  }

  private static double score(Metric metric, Ranking ranking, int level) {
    return switch (metric.measure()) {
      case RankingMeasure measure ->
          measure.score(ranking, metric.cutoff(), metric.level() > 0 ? metric.level() : level);
      case PairMeasure _ ->
          throw new BadInput("metric " + metric + " needs scored pairs, not a ranking");
    };
  }

  private static Map<Metric, Double> aggregates(Map<Metric, Map<String, Double>> perQuery) {
    var aggregates = new LinkedHashMap<Metric, Double>();
    perQuery.forEach((metric, values) -> aggregates.put(metric, aggregate(metric, values)));
    return aggregates;
  }

  private static double aggregate(Metric metric, Map<String, Double> values) {
    double sum = 0;
    for (double value : values.values()) sum += value;
    boolean summed = metric.measure() instanceof RankingMeasure measure && measure.summed();
    return summed ? sum : sum / values.size();
  }
}
