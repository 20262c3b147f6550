package org.denselab.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.BadInput;
import org.denselab.base.JsonComplaint;

/** Small JSON files beside weights, read strictly. */
final class JsonFile {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int MOST = 6;

  private JsonFile() {}

  static ObjectNode object(Path file) throws IOException {
    if (!Files.isRegularFile(file)) throw new BadInput(file + ": there is no such file");
    return object(file.toString(), Files.readAllBytes(file));
  }

  /**
   * @param file only named in messages
   */
  static ObjectNode object(String file, byte[] json) throws IOException {
    try {
      JsonNode root = JSON.readTree(json);
      if (root instanceof ObjectNode object) return object;
    } catch (JsonProcessingException e) {
      throw new BadInput(JsonComplaint.at(file, e), e);
    }
    throw new BadInput(file + ": expected a JSON object");
  }

  /** At most six names, and how many more there are. */
  static String list(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(MOST, names.size())));
    return names.size() > MOST ? shown + " and " + (names.size() - MOST) + " more" : shown;
  }
}
