package org.denselab.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.BadInput;

/**
 * Finds which token plays which role. {@code tokenizer_config.json} is asked first, then {@code
 * special_tokens_map.json}, then the ids of {@code config.json}, and last the customary names,
 * which older folders rely on.
 */
final class SpecialTokenRoles {
  private static final Logger log = LogManager.getLogger(SpecialTokenRoles.class);

  private static final Map<String, List<String>> CUSTOMARY =
      Map.of(
          "cls", List.of("[CLS]"),
          "sep", List.of("[SEP]"),
          "bos", List.of("<s>", "<bos>", "<|begin_of_text|>"),
          "eos", List.of("</s>", "<eos>", "<|end_of_text|>", "<|endoftext|>"),
          "pad", List.of("[PAD]", "<pad>", "<|pad|>"),
          "mask", List.of("[MASK]", "<mask>"));

  private final Path folder;
  private final Map<String, Integer> vocabulary;
  private final ObjectNode tokenizerConfig;
  private final ObjectNode tokensMap;
  private final ObjectNode config;

  private SpecialTokenRoles(Path folder, Map<String, Integer> vocabulary) throws IOException {
    this.folder = folder;
    this.vocabulary = vocabulary;
    this.tokenizerConfig = readOrEmpty("tokenizer_config.json");
    this.tokensMap = readOrEmpty("special_tokens_map.json");
    this.config = readOrEmpty("config.json");
  }

  private ObjectNode readOrEmpty(String name) throws IOException {
    return TokenizerJson.read(folder.resolve(name)).orElse(JsonNodeFactory.instance.objectNode());
  }

  static SpecialTokens find(Path folder, Map<String, Integer> vocabulary) throws IOException {
    var roles = new SpecialTokenRoles(folder, vocabulary);
    return new SpecialTokens(
        roles.id("cls"),
        roles.id("sep"),
        roles.id("bos"),
        roles.id("eos"),
        roles.id("pad"),
        roles.id("mask"));
  }

  private OptionalInt id(String role) {
    JsonNode inConfig = config.path(role + "_token_id");
    String key = role + "_token";
    OptionalInt named;
    if (tokenizerConfig.has(key)) named = named("tokenizer_config.json", key, tokenizerConfig);
    else if (tokensMap.has(key)) named = named("special_tokens_map.json", key, tokensMap);
    else if (inConfig.isInt()) return OptionalInt.of(inConfig.intValue());
    else return customary(role);
    reportDisagreement(role, named, inConfig);
    return named;
  }

  private OptionalInt named(String file, String key, ObjectNode json) {
    JsonNode token = json.get(key);
    if (token.isNull()) return OptionalInt.empty();
    String content = token.isTextual() ? token.textValue() : token.path("content").asText();
    Integer id = vocabulary.get(content);
    if (id == null)
      throw new BadInput(
          folder.resolve(file) + ": " + key + " '" + content + "' is not in the vocabulary");
    return OptionalInt.of(id);
  }

  private OptionalInt customary(String role) {
    return CUSTOMARY.get(role).stream()
        .filter(vocabulary::containsKey)
        .mapToInt(vocabulary::get)
        .findFirst();
  }

  private void reportDisagreement(String role, OptionalInt named, JsonNode inConfig) {
    if (named.isEmpty()) return;
    boolean agrees = !inConfig.isInt() || inConfig.intValue() == named.getAsInt();
    if (!agrees)
      log.warn(
          "{}: the tokenizer's {} token has id {}, config.json says {}; the tokenizer's is used",
          folder,
          role,
          named.getAsInt(),
          inConfig);
  }
}
