package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** BEIR's {@code queries.jsonl}. */
public record BeirQueries() implements QueryFormat {
  @Override
  public String name() {
    return "beir-queries";
  }

  @Override
  public String says() {
    return "JSON lines: _id, text";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.isObject()
        && sample.has("_id", "text")
        && !sample.has("title")
        && (Topics.named(sample) || !MsMarcoCollection.named(sample));
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.of(
        Feature.QUERY_IDS,
        Feature.OUTER_BLANKS,
        Feature.QUERIES,
        Feature.UNJUDGED_QUERIES,
        Feature.TABS);
  }

  @Override
  public Stream<Placed<Topic>> read(Path file) {
    return JsonLines.read(
        file, json -> new Topic(BeirPassages.id(json), json.text("text"), "", ""));
  }

  @Override
  public void write(Path file, Stream<Topic> topics) throws IOException {
    JsonLines.write(
        file,
        topics.map(
            topic ->
                Json.MAPPER.createObjectNode().put("_id", topic.id()).put("text", topic.title())));
  }
}
