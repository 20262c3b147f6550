package org.denselab.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.backbone.BackboneConfig;
import org.denselab.text.TokenizerSource;

/** The small files of a HuggingFace model folder, carried along as they are. */
final class TextFiles {
  static final String CONFIG = "config.json";

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
   * Whether a config.json can stay beside weights under the names of the bare backbone. That of a
   * model around it, such as DPR's, would have others look for the weights under other names.
   */
  static boolean describes(String config, BackboneConfig backbone) {
    if (config == null) return false;
    try {
      var type = new ObjectMapper().readTree(config).path("model_type");
      return type.asText().equals(backbone.family());
    } catch (JacksonException e) {
      throw new IllegalStateException("config.json was read before", e);
    }
  }

  static String json(Map<String, Object> content) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n";
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + content, e);
    }
  }
}
