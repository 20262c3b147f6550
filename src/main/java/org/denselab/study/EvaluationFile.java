package org.denselab.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.base.AtomicFiles;
import org.denselab.eval.Evaluation;

/**
 * What an evaluation stage leaves: means, and the per-query values that tests are made from.
 *
 * @param perQuery metric to query id to value; empty for scored pairs
 * @param predicted a similarity a pair, null where queries were scored
 * @param gold the human score of each pair, null likewise
 */
public record EvaluationFile(
    Map<String, Double> metrics,
    @JsonProperty("per_query") Map<String, Map<String, Double>> perQuery,
    int queries,
    @JsonProperty("averaged_over") String averagedOver,
    @JsonProperty("dropped_identical") long droppedIdentical,
    @JsonInclude(JsonInclude.Include.NON_NULL) double[] predicted,
    @JsonInclude(JsonInclude.Include.NON_NULL) double[] gold) {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String NAME = "evaluation.json";

  /** Keeps what an evaluation of queries found. */
  public static EvaluationFile of(Evaluation evaluation) {
    return ofPairs(evaluation, null, null);
  }

  /** Keeps what an evaluation of scored pairs found. */
  public static EvaluationFile ofPairs(Evaluation evaluation, double[] predicted, double[] gold) {
    return new EvaluationFile(
        evaluation.means(),
        evaluation.perQueryByName(),
        evaluation.queries(),
        evaluation.averagedOver(),
        evaluation.droppedIdentical(),
        predicted,
        gold);
  }

  /**
   * The mean of several evaluations of the same queries.
   *
   * @param over what there are several of, such as {@code seeds}
   */
  public static EvaluationFile mean(List<EvaluationFile> files, String over) {
    var first = files.getFirst();
    if (files.size() == 1) return first;
    var perQuery = new LinkedHashMap<String, Map<String, Double>>();
    for (String metric : first.perQuery().keySet())
      perQuery.put(metric, mean(files.stream().map(s -> s.perQuery().get(metric)).toList()));
    return new EvaluationFile(
        mean(files.stream().map(EvaluationFile::metrics).toList()),
        perQuery,
        first.queries(),
        first.averagedOver() + ", each the mean of " + files.size() + " " + over,
        first.droppedIdentical(),
        null,
        null);
  }

  private static Map<String, Double> mean(List<Map<String, Double>> all) {
    var mean = new LinkedHashMap<String, Double>();
    for (String name : all.getFirst().keySet())
      mean.put(name, all.stream().mapToDouble(s -> s.get(name)).average().orElseThrow());
    return mean;
  }

  /** The scores of a slice's queries only, means included. */
  EvaluationFile slice(String name, Set<String> queries) {
    var means = new LinkedHashMap<String, Double>();
    var cut = new LinkedHashMap<String, Map<String, Double>>();
    var kept = new LinkedHashSet<String>();
    perQuery.forEach(
        (metric, values) -> {
          var some = new LinkedHashMap<>(values);
          some.keySet().retainAll(queries);
          kept.addAll(some.keySet());
          cut.put(metric, some);
          means.put(
              metric, some.values().stream().mapToDouble(Double::doubleValue).average().orElse(0));
        });
    return new EvaluationFile(
        means,
        cut,
        kept.size(),
        "the %d queries of slice %s".formatted(kept.size(), name),
        droppedIdentical,
        null,
        null);
  }

  /** Reads it from a stage's folder. */
  public static EvaluationFile read(Path folder) throws IOException {
    return JSON.readValue(folder.resolve(NAME).toFile(), EvaluationFile.class);
  }

  public void write(Path folder) throws IOException {
    AtomicFiles.write(folder.resolve(NAME), JSON.writeValueAsString(this));
  }
}
