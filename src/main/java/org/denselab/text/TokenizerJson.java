package org.denselab.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.denselab.base.BadInput;
import org.denselab.base.JsonComplaint;

/** What the JSON files of a tokenizer say, apart from how it works, which is DJL's to know. */
final class TokenizerJson {
  static final JsonMapper JSON = new JsonMapper();

  private TokenizerJson() {}

  /** The object in {@code file}, or nothing where there is no such file. */
  static Optional<ObjectNode> read(Path file) throws IOException {
    if (!Files.exists(file)) return Optional.empty();
    return Optional.of(parse(file, Files.readString(file)));
  }

  /**
   * @param file only named in messages
   */
  static ObjectNode parse(Path file, String json) {
    try {
      if (JSON.readTree(json) instanceof ObjectNode object) return object;
    } catch (JsonProcessingException e) {
      throw new BadInput(JsonComplaint.at(file.toString(), e), e);
    }
    throw new BadInput(file + ": expected a JSON object");
  }

  /** Every token of a {@code tokenizer.json} with its id: the model's and those added to it. */
  static Map<String, Integer> vocabulary(Path file, ObjectNode tokenizer) {
    Map<String, Integer> ids = new HashMap<>();
    JsonNode vocabulary = tokenizer.path("model").path("vocab");
    if (vocabulary.isObject()) {
      for (var token : vocabulary.properties())
        ids.put(token.getKey(), token.getValue().intValue());
    } else if (vocabulary.isArray()) {
      // a unigram model lists pairs of piece and score
      for (int id = 0; id < vocabulary.size(); id++)
        ids.put(vocabulary.path(id).path(0).asText(), id);
    } else {
      throw new BadInput(file + ": model.vocab is missing; is this a tokenizer.json?");
    }
    for (JsonNode added : tokenizer.path("added_tokens"))
      ids.put(added.path("content").asText(), added.path("id").intValue());
    return ids;
  }

  /** Adds a token that is never split and never normalised. */
  static ObjectNode addSpecial(ArrayNode added, int id, String token) {
    return added
        .addObject()
        .put("id", id)
        .put("content", token)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }

  static String pretty(ObjectNode json) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }
}
