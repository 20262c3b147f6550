package org.denselab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What {@code results.json} says, apart from what may differ between two runs of a study: the
 * command (it names the store), and of each stage whether it was found or done, its seconds (told
 * ones follow what earlier runs measured), the memory and disk it took, and the rates in its line.
 * Every other field is compared: cells with their metrics and queries, comparisons, verdicts,
 * answer, curves, notes, data, choices, the keys and order of stages.
 */
final class Results {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Results() {}

  static JsonNode of(Path store, String study) throws IOException {
    Path file = store.resolve("reports").resolve(study).resolve("results.json");
    var results = (ObjectNode) JSON.readTree(file.toFile());
    results.remove("command");
    for (JsonNode stage : results.withArray("stages")) {
      var fields = (ObjectNode) stage;
      fields.remove("state");
      fields.remove("seconds");
      fields.remove("told_seconds");
      fields.remove("peak_bytes");
      fields.remove("native_bytes");
      fields.remove("disk_bytes");
      String detail = fields.path("detail").asText();
      fields.put("detail", detail.replaceAll("[\\d,.]+ (tokens|queries)/s", "N $1/s"));
    }
    return results;
  }
}
