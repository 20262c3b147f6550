package org.denselab.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.denselab.base.BadInput;

/**
 * The tokenizer of a folder as a {@code tokenizer.json}, whichever files it is kept in.
 *
 * @param file that was read, for messages
 */
public record TokenizerSource(Path file, String json) {
  private static final String CLASS = "tokenizer_class";
  private static final List<String> SENTENCE_PIECE =
      List.of("spiece.model", "sentencepiece.bpe.model", "tokenizer.model");

  /**
   * Looks for {@code tokenizer.json}, {@code vocab.txt} (WordPiece), {@code vocab.json} with {@code
   * merges.txt} (byte-level BPE), and SentencePiece's {@code spiece.model}, {@code
   * sentencepiece.bpe.model} and {@code tokenizer.model}, in this order.
   *
   * @return nothing where there is none
   * @throws BadInput where the first one found is broken, or of a kind that is not known
   */
  public static Optional<TokenizerSource> in(Path folder) throws IOException {
    Path json = folder.resolve("tokenizer.json");
    if (Files.isRegularFile(json))
      return Optional.of(new TokenizerSource(json, Files.readString(json)));
    Path vocabTxt = folder.resolve("vocab.txt");
    if (Files.isRegularFile(vocabTxt)) return found(folder, vocabTxt);
    if (Files.isRegularFile(folder.resolve("vocab.json"))
        && Files.isRegularFile(folder.resolve("merges.txt")))
      return found(folder, folder.resolve("merges.txt"));
    for (String name : SENTENCE_PIECE)
      if (Files.isRegularFile(folder.resolve(name))) return found(folder, folder.resolve(name));
    Optional<Path> tiktoken = TiktokenFile.in(folder);
    if (tiktoken.isPresent()) throw TiktokenFile.refusal(tiktoken.get());
    return Optional.empty();
  }

  private static Optional<TokenizerSource> found(Path folder, Path file) throws IOException {
    ObjectNode config =
        TokenizerJson.read(folder.resolve("tokenizer_config.json"))
            .orElse(JsonNodeFactory.instance.objectNode());
    ObjectNode json =
        switch (file.getFileName().toString()) {
          case "vocab.txt" -> TokenizerJson.parse(file, WordPieceFile.fromVocab(file).json());
          case "merges.txt" -> MergesFile.read(folder.resolve("vocab.json"), file, config).json();
          default -> SentencePieceFile.read(file, withClass(config, folder)).json();
        };
    addTokens(json, folder, config);
    return Optional.of(
        new TokenizerSource(file, TokenizerJson.JSON.writeValueAsString(json) + "\n"));
  }

  /** Older folders leave the tokenizer's class to the model's family. */
  private static ObjectNode withClass(ObjectNode config, Path folder) throws IOException {
    if (config.hasNonNull(CLASS)) return config;
    boolean xlm =
        TokenizerJson.read(folder.resolve("config.json"))
            .map(model -> model.path("model_type").asText().equals("xlm-roberta"))
            .orElse(false);
    return xlm ? config.put(CLASS, SentencePieceFile.XLM_ROBERTA) : config;
  }

  /** Tokens that stand beside the vocabulary: they are never cut. */
  private static void addTokens(ObjectNode json, Path folder, ObjectNode config)
      throws IOException {
    ArrayNode added = (ArrayNode) json.get("added_tokens");
    Set<Integer> there = new HashSet<>();
    for (JsonNode token : added) there.add(token.path("id").intValue());
    var more = new TreeMap<Integer, ObjectNode>();
    for (var entry : config.path("added_tokens_decoder").properties())
      if (entry.getKey().matches("[0-9]{1,9}") && entry.getValue() instanceof ObjectNode token)
        more.put(Integer.valueOf(entry.getKey()), token);
    var names = TokenizerJson.read(folder.resolve("added_tokens.json"));
    if (names.isPresent())
      for (var entry : names.get().properties())
        more.putIfAbsent(
            entry.getValue().intValue(),
            JsonNodeFactory.instance.objectNode().put("content", entry.getKey()));
    more.keySet().removeAll(there);
    more.forEach(
        (id, token) -> {
          ObjectNode made = TokenizerJson.addSpecial(added, id, token.path("content").asText());
          for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized", "special"))
            if (token.has(flag)) made.put(flag, token.get(flag).asBoolean());
        });
  }
}
