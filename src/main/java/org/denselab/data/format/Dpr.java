package org.denselab.data.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * DPR's training file: one JSON array, read record by record. Its {@code negative_ctxs} were drawn
 * at random and are kept but not trained on; the hard negatives are.
 */
public record Dpr() implements TrainingFormat {
  private static final Set<String> OWN =
      Set.of("query_id", "question", "answers", "positive_ctxs", "hard_negative_ctxs");

  private static final String RANDOM = "negative_ctxs";

  @Override
  public String name() {
    return "dpr";
  }

  @Override
  public String says() {
    return "a JSON array: question, answers, positive_ctxs, negative_ctxs and hard_negative_ctxs of"
        + " title, text, passage_id";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.has("question", "positive_ctxs");
  }

  @Override
  public Set<Feature> carries() {
    return new Tevatron().carries();
  }

  @Override
  public Stream<Placed<TrainingRecord>> read(Path file) {
    return JsonArray.read(file).map(json -> Placed.at(json.line(), record(json)));
  }

  private static TrainingRecord record(JsonLine json) {
    json.needed("positive_ctxs");
    var other = json.other(OWN);
    // always written, so an empty one says nothing
    if (json.list(RANDOM).isEmpty()) other.remove(RANDOM);
    return new TrainingRecord(
        json.text("query_id", ""),
        json.text("question"),
        RecordJson.passages(json, "positive_ctxs", "passage_id", RecordJson.PSG_ID),
        RecordJson.passages(json, "hard_negative_ctxs", "passage_id", RecordJson.PSG_ID),
        json.texts("answers"),
        other,
        Map.of());
  }

  @Override
  public void write(Path file, Stream<TrainingRecord> records) throws IOException {
    JsonArray.write(file, records.map(Dpr::json));
  }

  private static ObjectNode json(TrainingRecord record) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    if (!record.id().isEmpty()) json.put("query_id", record.id());
    json.put("question", record.query());
    RecordJson.put(json, "answers", record.answers());
    RecordJson.put(json, "positive_ctxs", record.positives(), "passage_id", false);
    JsonNode random = record.other().get(RANDOM);
    json.set(RANDOM, random == null ? Json.MAPPER.createArrayNode() : random);
    RecordJson.put(json, "hard_negative_ctxs", record.negatives(), "passage_id", false);
    RecordJson.putNew(json, record.other());
    return json;
  }
}
