package org.denselab.data.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.denselab.base.Sha256;
import org.denselab.data.Document;

/**
 * A passage of a training record.
 *
 * @param id empty where the file has none
 * @param title may be empty
 * @param teacher the score that a teacher gave it for this query, digits as written
 * @param other what else the file says of it
 */
public record Passage(
    String id,
    String title,
    String text,
    Optional<BigDecimal> teacher,
    Map<String, JsonNode> other) {
  public Passage {
    other = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(other));
  }

  static Passage of(String text) {
    return new Passage("", "", text, Optional.empty(), Map.of());
  }

  public static Passage of(Document document) {
    return new Passage(
        document.id(), document.title(), document.text(), Optional.empty(), Map.of());
  }

  Passage scored(Optional<BigDecimal> score) {
    return new Passage(id, title, text, score, other);
  }

  Passage named(String newId) {
    return new Passage(newId, title, text, teacher, other);
  }

  /** Title and text as one string. */
  public String joined() {
    return document().joined();
  }

  /** Its own id, else a hash of what it says: equal passages have equal ids. */
  public String idOrHash() {
    return id.isEmpty() ? hash() : id;
  }

  /** A hash of title and text. */
  public String hash() {
    return "d-" + Sha256.of(joined()).substring(0, 16);
  }

  Document document() {
    return new Document(id, title, text);
  }
}
