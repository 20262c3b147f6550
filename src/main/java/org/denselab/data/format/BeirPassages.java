package org.denselab.data.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.data.Document;

/** BEIR's {@code corpus.jsonl}. */
public record BeirPassages() implements PassageFormat {
  @Override
  public String name() {
    return "beir-corpus";
  }

  @Override
  public String says() {
    return "JSON lines: _id, title, text";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.isObject()
        && sample.has("_id", "text")
        && (sample.has("title") || !Topics.named(sample));
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.of(
        Feature.PASSAGE_IDS,
        Feature.TITLES,
        Feature.PASSAGES,
        Feature.UNJUDGED_PASSAGES,
        Feature.TABS);
  }

  @Override
  public Stream<Placed<Document>> read(Path file) {
    return JsonLines.read(file, BeirPassages::document);
  }

  private static Document document(JsonLine json) {
    if (!json.has("text") && !json.has("title"))
      throw json.error("a document needs \"text\" or \"title\"; it has " + json.keys());
    return new Document(id(json), json.text("title", ""), json.text("text", ""));
  }

  /** The id of a document or query. */
  static String id(JsonLine json) {
    String id = json.text("_id");
    if (id.isBlank()) throw json.error("\"_id\" is empty");
    return id;
  }

  @Override
  public void write(Path file, Stream<Document> documents) throws IOException {
    JsonLines.write(file, documents.map(BeirPassages::json));
  }

  private static ObjectNode json(Document document) {
    return Json.MAPPER
        .createObjectNode()
        .put("_id", document.id())
        .put("title", document.title())
        .put("text", document.text());
  }
}
