package org.denselab.text;

import static org.denselab.text.TokenizerSettings.Kind.WORDPIECE;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.denselab.base.BadInput;

/** A WordPiece vocabulary in BERT's manner, as the files in which HuggingFace keeps it. */
public final class WordPieceFile {
  /** Those of vocabularies in RoBERTa's manner, as MPNet's. */
  private static final List<String> OTHER_SPECIAL = List.of("<s>", "<pad>", "</s>", "<mask>");

  /** A longer word is unknown, to BERT and so here. */
  static final int LONGEST_WORD = 100;

  private final List<String> vocabulary;
  private final BertNormalization normalization;
  private final SpecialSet special;

  /** With BERT's special tokens. */
  WordPieceFile(List<String> vocabulary, BertNormalization normalization) {
    this(vocabulary, normalization, SpecialSet.BERT);
  }

  /**
   * @param vocabulary tokens by id, the special ones among them
   */
  WordPieceFile(List<String> vocabulary, BertNormalization normalization, SpecialSet special) {
    this.vocabulary = List.copyOf(vocabulary);
    this.normalization = normalization;
    this.special = special;
  }

  /**
   * Reads a {@code vocab.txt}, one token a line, with {@code do_lower_case}, {@code strip_accents}
   * and {@code tokenize_chinese_chars} of the {@code tokenizer_config.json} beside it.
   *
   * @throws BadInput when there is no such file or it lacks the unknown token
   */
  public static WordPieceFile fromVocab(Path vocabTxt) throws IOException {
    if (!Files.isRegularFile(vocabTxt)) throw new BadInput(vocabTxt + ": there is no such file");
    List<String> vocabulary = Files.readAllLines(vocabTxt);
    if (!vocabulary.contains("[UNK]"))
      throw new BadInput(vocabTxt + ": there is no [UNK] token; is this a WordPiece vocabulary?");
    ObjectNode config =
        TokenizerJson.read(vocabTxt.resolveSibling("tokenizer_config.json"))
            .orElse(JsonNodeFactory.instance.objectNode());
    boolean lowercase = config.path("do_lower_case").asBoolean(true);
    return new WordPieceFile(
        vocabulary,
        new BertNormalization(
            lowercase,
            config.path("strip_accents").asBoolean(lowercase),
            config.path("tokenize_chinese_chars").asBoolean(true)),
        SpecialSet.BERT);
  }

  /** The {@code tokenizer.json}, for {@link HfTokenizer} or any HuggingFace library. */
  public String json() throws IOException {
    Map<String, Integer> ids = new HashMap<>();
    for (int id = 0; id < vocabulary.size(); id++) ids.put(vocabulary.get(id), id);
    ObjectNode root = TokenizerJson.JSON.createObjectNode();
    root.put("version", "1.0").putNull("truncation").putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    Stream.concat(special.tokens(WORDPIECE).stream(), OTHER_SPECIAL.stream())
        .distinct()
        .filter(ids::containsKey)
        .forEach(token -> TokenizerJson.addSpecial(added, ids.get(token), token));
    normalization.describe(root);
    root.putNull("post_processor");
    if (ids.containsKey("[CLS]") && ids.containsKey("[SEP]")) {
      ObjectNode bert = root.putObject("post_processor").put("type", "BertProcessing");
      bert.putArray("sep").add("[SEP]").add(ids.get("[SEP]"));
      bert.putArray("cls").add("[CLS]").add(ids.get("[CLS]"));
    }
    root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
    ObjectNode model =
        root.putObject("model").put("type", "WordPiece").put("unk_token", special.unknown());
    model.put("continuing_subword_prefix", "##").put("max_input_chars_per_word", LONGEST_WORD);
    ObjectNode vocab = model.putObject("vocab");
    for (int id = 0; id < vocabulary.size(); id++) vocab.put(vocabulary.get(id), id);
    return TokenizerJson.JSON.writeValueAsString(root) + "\n";
  }

  /** File names and contents of a tokenizer folder. */
  Map<String, String> files() throws IOException {
    ObjectNode tokens = TokenizerJson.JSON.createObjectNode();
    special.roles().forEach((role, token) -> tokens.put(role + "_token", token));
    tokens.put("unk_token", special.unknown());
    ObjectNode config = tokens.deepCopy();
    config.put("do_lower_case", normalization.lowercase());
    config.put("strip_accents", normalization.stripAccents());
    config.put("tokenize_chinese_chars", normalization.chinese());
    boolean bert = special == SpecialSet.BERT;
    config.put("tokenizer_class", bert ? "BertTokenizer" : "PreTrainedTokenizerFast");
    Map<String, String> files = new LinkedHashMap<>();
    files.put("tokenizer.json", json());
    files.put("tokenizer_config.json", TokenizerJson.pretty(config));
    files.put("special_tokens_map.json", TokenizerJson.pretty(tokens));
    if (bert) files.put("vocab.txt", String.join("\n", vocabulary) + "\n");
    return files;
  }
}
