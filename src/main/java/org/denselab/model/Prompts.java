package org.denselab.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.denselab.base.BadInput;

/**
 * What a sentence-transformers folder puts before texts, by the rules of its {@code encode_query}
 * and {@code encode_document}: the prompt of that name, else the default one, else nothing.
 *
 * @param named prompts by name; empty ones are prompts too
 * @param byDefault the name of the prompt for texts whose own has none
 */
record Prompts(Map<String, String> named, Optional<String> byDefault) {
  static final String NAMED = "prompts";
  static final String DEFAULT = "default_prompt_name";
  private static final List<String> QUERY = List.of("query");
  private static final List<String> PASSAGE = List.of("document", "passage", "corpus");

  static final Prompts NONE = new Prompts(Map.of(), Optional.empty());

  /**
   * @param file only named in messages
   * @throws BadInput where the default is the name of none
   */
  static Prompts of(Path file, JsonNode config) {
    var named = new TreeMap<String, String>();
    for (var prompt : config.path(NAMED).properties()) {
      if (!prompt.getValue().isTextual())
        throw new BadInput(
            "%s: prompts.%s is %s, expected a text"
                .formatted(file, prompt.getKey(), prompt.getValue()));
      named.put(prompt.getKey(), prompt.getValue().textValue());
    }
    JsonNode name = config.path(DEFAULT);
    if (name.isMissingNode() || name.isNull()) return new Prompts(named, Optional.empty());
    if (!named.containsKey(name.asText()))
      throw new BadInput(
          "%s: default_prompt_name is %s, and there is no such prompt; there are %s"
              .formatted(file, name, String.join(", ", named.keySet())));
    return new Prompts(named, Optional.of(name.asText()));
  }

  /** Before queries. */
  String query() {
    return first(QUERY);
  }

  /** Before passages. */
  String passage() {
    return first(PASSAGE);
  }

  private String first(List<String> names) {
    return names.stream()
        .filter(named::containsKey)
        .findFirst()
        .or(() -> byDefault)
        .map(named::get)
        .orElse("");
  }
}
