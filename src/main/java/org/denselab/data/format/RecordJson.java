package org.denselab.data.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the JSON layouts of training records have in common: passages as objects. */
final class RecordJson {
  /** Our own key: what other tools call {@code score} is a retriever's. */
  static final String TEACHER = "teacher_score";

  /** What some of DPR's released files call an id. */
  static final String PSG_ID = "psg_id";

  private RecordJson() {}

  /**
   * The passages under a key. A passage that has {@code otherIdKey} instead of {@code idKey} keeps
   * it, so that it is written as it was read.
   */
  static List<Passage> passages(JsonLine record, String key, String idKey, String otherIdKey) {
    return record.list(key).stream().map(node -> passage(record, node, idKey, otherIdKey)).toList();
  }

  /** A passage in Tevatron's keys. */
  static Passage tevatron(JsonLine json) {
    return passage(json, json.object(), "docid", "docid");
  }

  /** As {@link #tevatron(JsonLine)} reads it. */
  static ObjectNode tevatron(Passage passage) {
    return json(passage, "docid", true);
  }

  private static Passage passage(JsonLine record, JsonNode node, String idKey, String otherIdKey) {
    if (!node.isObject())
      throw record.error("a passage must be an object with \"text\", but is " + node.getNodeType());
    var json = new JsonLine(record.line(), node);
    var passage =
        new Passage(
            json.text(idKey, json.text(otherIdKey, "")),
            json.text("title", ""),
            json.text("text"),
            json.has(TEACHER) ? Optional.of(json.decimal(TEACHER)) : Optional.empty(),
            json.other(Set.of(idKey, "title", "text", TEACHER)));
    // an id that is the text's hash was made up by a writer of ours
    return passage.id().equals(passage.hash()) ? passage.named("") : passage;
  }

  /**
   * As {@link #passages} reads it.
   *
   * @param always whether a passage without id gets a hash of its text
   */
  static void put(
      ObjectNode record, String key, List<Passage> passages, String idKey, boolean always) {
    ArrayNode list = record.putArray(key);
    for (Passage passage : passages) list.add(json(passage, idKey, always));
  }

  private static ObjectNode json(Passage passage, String idKey, boolean always) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    boolean elsewhere = passage.other().containsKey(PSG_ID);
    if (always || (!passage.id().isEmpty() && !elsewhere)) node.put(idKey, passage.idOrHash());
    node.put("title", passage.title());
    node.put("text", passage.text());
    passage.teacher().ifPresent(score -> node.put(TEACHER, score));
    putNew(node, passage.other());
    return node;
  }

  static void put(ObjectNode record, String key, List<String> texts) {
    ArrayNode list = record.putArray(key);
    texts.forEach(list::add);
  }

  static void putScores(ObjectNode record, String key, List<Passage> passages) {
    ArrayNode list = record.putArray(key);
    for (Passage passage : passages) {
      BigDecimal score = passage.teacher().orElseThrow();
      list.add(score);
    }
  }

  /** Adds the keys that the record does not have. */
  static void putNew(ObjectNode record, Map<String, JsonNode> other) {
    other.forEach((key, value) -> record.putIfAbsent(key, value));
  }
}
