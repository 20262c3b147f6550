package org.denselab.data.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Triples as sentence-transformers write them: anchor, positive, and a negative or none. */
public record Triples() implements TrainingFormat {
  private static final Set<String> OWN = Set.of("anchor", "positive", "negative");

  @Override
  public String name() {
    return "triples";
  }

  @Override
  public String says() {
    return "JSON lines: anchor, positive, negative";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.isObject() && sample.has("anchor", "positive");
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.of(Feature.NEGATIVES, Feature.NO_NEGATIVE, Feature.OTHER_KEYS, Feature.TABS);
  }

  @Override
  public Stream<Placed<TrainingRecord>> read(Path file) {
    return JsonLines.read(file, Triples::record);
  }

  private static TrainingRecord record(JsonLine json) {
    return new TrainingRecord(
        "",
        json.text("anchor"),
        List.of(Passage.of(json.text("positive"))),
        json.has("negative") ? List.of(Passage.of(json.text("negative"))) : List.of(),
        List.of(),
        json.other(OWN),
        Map.of());
  }

  /** A record of several passages becomes several lines, which together name each of them. */
  @Override
  public void write(Path file, Stream<TrainingRecord> records) throws IOException {
    JsonLines.write(file, records.flatMap(Triple::of).map(Triples::json));
  }

  private static ObjectNode json(Triple triple) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("anchor", triple.record().query());
    json.put("positive", triple.positive());
    triple.negative().ifPresent(negative -> json.put("negative", negative));
    RecordJson.putNew(json, triple.record().other());
    return json;
  }
}
