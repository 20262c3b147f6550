package org.denselab.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.denselab.graph.Program;

/** The training batch of a golden folder, run by an engine. */
final class GoldenTraining implements AutoCloseable {
  private final GoldenFolder.Inputs queries;
  private final GoldenFolder.Inputs passages;
  private final int[] positive;
  private final double temperature;
  private final Executable run;
  private final Gradients gradients;

  /** What one pass found. */
  @SuppressWarnings("ArrayRecordComponent")
  record Result(Matrix queries, Matrix passages, double loss, double[][] scores) {}

  GoldenTraining(GoldenFolder folder, Program program, Engine engine) {
    queries = folder.inputs("train/queries");
    passages = folder.inputs("train/passages");
    JsonNode train = folder.json("inputs.json").get("train");
    positive = new ObjectMapper().convertValue(train.get("positive_index"), int[].class);
    temperature = train.get("temperature").asDouble();
    run = engine.compile(program, Request.training("embedding"));
    gradients = new Gradients(program.parameters());
  }

  Gradients gradients() {
    return gradients;
  }

  /** Embeds, scores, and leaves the loss's gradients in {@link #gradients()}. */
  Result pass() {
    Matrix q = run.forward(queries.batch()).get("embedding");
    Matrix p = run.forward(passages.batch()).get("embedding");
    var loss = ReferenceInfoNCE.of(q, p, positive, temperature);
    gradients.zero();
    run.backward(passages.batch(), Map.of("embedding", loss.passages()), gradients);
    run.backward(queries.batch(), Map.of("embedding", loss.queryGradients()), gradients);
    return new Result(q, p, loss.loss(), loss.scores());
  }

  @Override
  public void close() {
    run.close();
    gradients.close();
  }
}
