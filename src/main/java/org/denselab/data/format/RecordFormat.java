package org.denselab.data.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** JSON objects a line whose keys say nothing to us: kept as they are, never trained on. */
public record RecordFormat() implements Format {
  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public String says() {
    return "JSON lines of any keys, kept as they are";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.isObject();
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.noneOf(Feature.class);
  }

  /** The records in file order; the caller closes the stream. */
  public Stream<Placed<ObjectNode>> read(Path file) {
    return JsonLines.read(file, json -> (ObjectNode) json.object());
  }

  /** Replaces the file, whole or not at all. */
  public void write(Path file, Stream<ObjectNode> records) throws IOException {
    JsonLines.write(file, records);
  }
}
