package org.denselab.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.backbone.Attention;
import org.denselab.backbone.BackboneConfig;
import org.denselab.text.TokenizerSource;

/** The small files of a HuggingFace model folder, carried along as they are. */
final class TextFiles {
  static final String CONFIG = "config.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> NAMES =
      List.of(
          CONFIG,
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.txt",
          "vocab.json",
          "merges.txt");

  private TextFiles() {}

  /** Those that there are, name to content, and always a {@code tokenizer.json}. */
  static Map<String, String> read(Path folder) throws IOException {
    var files = new LinkedHashMap<String, String>();
    for (String name : NAMES)
      if (Files.isRegularFile(folder.resolve(name)))
        files.put(name, Files.readString(folder.resolve(name)));
    if (!files.containsKey("tokenizer.json"))
      TokenizerSource.in(folder).ifPresent(made -> files.put("tokenizer.json", made.json()));
    return files;
  }

  /**
   * The config.json of a model. The one that was given stays, unless it is of a model around this
   * one, such as DPR's, which would have others look for the weights under other names; what a
   * decoder's token sees is written as it is here.
   *
   * @param given null for none
   */
  static String config(String given, BackboneConfig backbone) {
    if (given == null) return json(backbone.json());
    try {
      var json = (ObjectNode) JSON.readTree(given);
      if (!json.path("model_type").asText().equals(backbone.family())) return json(backbone.json());
      var sight = json(Attention.KEY, backbone.json());
      if (json.path(Attention.KEY).equals(sight)) return given;
      if (sight.isMissingNode()) json.remove(Attention.KEY);
      else json.set(Attention.KEY, sight);
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JacksonException e) {
      throw new IllegalStateException("config.json was read before", e);
    }
  }

  private static JsonNode json(String key, Map<String, Object> content) {
    return JSON.valueToTree(content).path(key);
  }

  static String json(Map<String, Object> content) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n";
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + content, e);
    }
  }
}
