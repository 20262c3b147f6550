package org.denselab.data.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * FlagEmbedding's and LLM-Embedder's training records: texts in lists, a teacher's scores in lists
 * beside them ({@code pos_scores} and {@code neg_scores}, or {@code teacher_scores} for both).
 */
public record FlagEmbedding() implements TrainingFormat {
  private static final Set<String> OWN =
      Set.of(
          "query",
          "query_id",
          "qid",
          "pos",
          "neg",
          "pos_scores",
          "neg_scores",
          "teacher_scores",
          "pos_index",
          "neg_index",
          "answers");

  @Override
  public String name() {
    return "flagembedding";
  }

  @Override
  public String says() {
    return "JSON lines: query, pos and neg as lists of texts, pos_scores, neg_scores, prompt";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.isObject() && sample.has("query", "pos");
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.of(
        Feature.QUERY_IDS,
        Feature.PASSAGE_IDS,
        Feature.SEVERAL_POSITIVES,
        Feature.NEGATIVES,
        Feature.SEVERAL_NEGATIVES,
        Feature.NO_NEGATIVE,
        Feature.TEACHER_SCORES,
        Feature.ANSWERS,
        Feature.OTHER_KEYS,
        Feature.TABS);
  }

  /** Its indices are rows of a corpus that the file does not name, and files are often joined. */
  @Override
  public boolean namesPassages() {
    return false;
  }

  @Override
  public Stream<Placed<TrainingRecord>> read(Path file) {
    return JsonLines.read(file, FlagEmbedding::record);
  }

  private static TrainingRecord record(JsonLine json) {
    var spelling = new LinkedHashMap<String, JsonNode>();
    var other = json.other(OWN);
    String id = "";
    for (String key : List.of("query_id", "qid"))
      if (json.has(key)) {
        (id.isEmpty() ? spelling : other).put(key, json.object().get(key));
        id = id.isEmpty() ? json.text(key) : id;
      }
    List<Optional<BigDecimal>> scores = scores(json, spelling);
    int positives = json.needed("pos").size();
    return new TrainingRecord(
        id,
        json.text("query"),
        passages(json, "pos", scores.subList(0, Math.min(positives, scores.size())), spelling),
        passages(
            json,
            "neg",
            scores.subList(Math.min(positives, scores.size()), scores.size()),
            spelling),
        json.texts("answers"),
        other,
        spelling);
  }

  private static List<Passage> passages(
      JsonLine json,
      String key,
      List<Optional<BigDecimal>> scores,
      Map<String, JsonNode> spelling) {
    List<String> texts = json.texts(key);
    String indexKey = key + "_index";
    List<JsonNode> index = json.list(indexKey);
    if (json.has(indexKey) && index.size() != texts.size())
      throw json.error(indexKey + " and " + key + " differ in length");
    if (json.has(indexKey)) spelling.put(indexKey, json.object().get(indexKey));
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Passage passage = Passage.of(texts.get(i));
      if (!index.isEmpty() && !index.get(i).isNull())
        passage = passage.named(index.get(i).asText());
      passages.add(scores.isEmpty() ? passage : passage.scored(scores.get(i)));
    }
    return passages;
  }

  /** Positives first; empty where there are none. */
  private static List<Optional<BigDecimal>> scores(JsonLine json, Map<String, JsonNode> spelling) {
    boolean separate = json.has("pos_scores") || json.has("neg_scores");
    int passages = json.list("pos").size() + json.list("neg").size();
    if (!separate) {
      List<BigDecimal> scores = json.decimals("teacher_scores");
      if (!scores.isEmpty() && scores.size() != passages)
        throw json.error(scores.size() + " teacher scores for " + passages + " passages");
      if (json.has("teacher_scores"))
        spelling.put("teacher_scores", json.object().get("teacher_scores"));
      return scores.stream().map(Optional::of).toList();
    }
    if (json.has("teacher_scores"))
      throw json.error("has both teacher_scores and pos_scores or neg_scores; keep one kind");
    if (json.list("pos_scores").size() != json.list("pos").size())
      throw json.error("pos_scores and pos differ in length");
    if (json.list("neg_scores").size() != json.list("neg").size())
      throw json.error("neg_scores and neg differ in length");
    return Stream.concat(json.decimals("pos_scores").stream(), json.decimals("neg_scores").stream())
        .map(Optional::of)
        .toList();
  }

  @Override
  public void write(Path file, Stream<TrainingRecord> records) throws IOException {
    JsonLines.write(file, records.map(FlagEmbedding::json));
  }

  private static ObjectNode json(TrainingRecord record) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("query", record.query());
    boolean named =
        record.spelling().containsKey("query_id") || record.spelling().containsKey("qid");
    if (!record.id().isEmpty() && !named) json.put("query_id", record.id());
    if (!record.answers().isEmpty()) RecordJson.put(json, "answers", record.answers());
    put(json, "pos", record.positives());
    put(json, "neg", record.negatives());
    if (record.scored() == TrainingRecord.Scored.ALL
        && !record.spelling().containsKey("teacher_scores")) {
      RecordJson.putScores(json, "pos_scores", record.positives());
      RecordJson.putScores(json, "neg_scores", record.negatives());
    }
    // as the file wrote them: numbers stay numbers
    record.spelling().forEach(json::set);
    RecordJson.putNew(json, record.other());
    return json;
  }

  private static void put(ObjectNode json, String key, List<Passage> passages) {
    RecordJson.put(json, key, passages.stream().map(Passage::joined).toList());
    if (passages.stream().allMatch(passage -> passage.id().isEmpty())) return;
    var index = json.putArray(key + "_index");
    for (Passage passage : passages)
      if (passage.id().isEmpty()) index.addNull();
      else index.add(passage.id());
  }
}
