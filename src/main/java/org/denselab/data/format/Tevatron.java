package org.denselab.data.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Tevatron's training records, with their passages in them. */
public record Tevatron() implements TrainingFormat {
  private static final Set<String> OWN =
      Set.of("query_id", "query", "positive_passages", "negative_passages", "answers");

  @Override
  public String name() {
    return "tevatron";
  }

  @Override
  public String says() {
    return "JSON lines: query_id, query, positive_passages and negative_passages of docid, title,"
        + " text";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.isObject() && sample.has("positive_passages");
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.of(
        Feature.QUERY_IDS,
        Feature.PASSAGE_IDS,
        Feature.TITLES,
        Feature.SEVERAL_POSITIVES,
        Feature.NEGATIVES,
        Feature.SEVERAL_NEGATIVES,
        Feature.NO_NEGATIVE,
        Feature.TEACHER_SCORES,
        Feature.PARTIAL_SCORES,
        Feature.ANSWERS,
        Feature.OTHER_KEYS,
        Feature.TABS);
  }

  @Override
  public Stream<Placed<TrainingRecord>> read(Path file) {
    return JsonLines.read(file, Tevatron::record);
  }

  private static TrainingRecord record(JsonLine json) {
    json.needed("positive_passages");
    return new TrainingRecord(
        TrainingRecord.given(json.text("query_id", ""), json.text("query")),
        json.text("query"),
        RecordJson.passages(json, "positive_passages", "docid", "docid"),
        RecordJson.passages(json, "negative_passages", "docid", "docid"),
        json.texts("answers"),
        json.other(OWN),
        Map.of());
  }

  @Override
  public void write(Path file, Stream<TrainingRecord> records) throws IOException {
    JsonLines.write(file, records.map(Tevatron::json));
  }

  private static ObjectNode json(TrainingRecord record) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("query_id", record.idOrHash());
    json.put("query", record.query());
    if (!record.answers().isEmpty()) RecordJson.put(json, "answers", record.answers());
    RecordJson.put(json, "positive_passages", record.positives(), "docid", true);
    RecordJson.put(json, "negative_passages", record.negatives(), "docid", true);
    RecordJson.putNew(json, record.other());
    return json;
  }
}
