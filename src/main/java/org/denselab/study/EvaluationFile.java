package org.denselab.study;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.denselab.base.AtomicFiles;
import org.denselab.eval.Evaluation;

/**
 * What an evaluation stage leaves: means, and the per-query values that tests are made from.
 *
 * @param perQuery metric to query id to value; empty for scored pairs
 */
public record EvaluationFile(
    Map<String, Double> metrics,
    @JsonProperty("per_query") Map<String, Map<String, Double>> perQuery,
    int queries,
    @JsonProperty("averaged_over") String averagedOver,
    @JsonProperty("dropped_identical") long droppedIdentical) {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String NAME = "evaluation.json";

  /** Keeps what an evaluation found. */
  public static EvaluationFile of(Evaluation evaluation) {
    return new EvaluationFile(
        evaluation.means(),
        evaluation.perQueryByName(),
        evaluation.queries(),
        evaluation.averagedOver(),
        evaluation.droppedIdentical());
  }

  /** Reads it from a stage's folder. */
  public static EvaluationFile read(Path folder) throws IOException {
    return JSON.readValue(folder.resolve(NAME).toFile(), EvaluationFile.class);
  }

  public void write(Path folder) throws IOException {
    AtomicFiles.write(folder.resolve(NAME), JSON.writeValueAsString(this));
  }
}
