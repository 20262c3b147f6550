package org.denselab.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.BadInput;

/**
 * {@code vocab.json} and {@code merges.txt} as a {@code tokenizer.json}. How a text is cut into
 * words before merging stands in neither: the {@code tokenizer_class} says it.
 */
final class MergesFile {
  private static final String QWEN2_WORDS =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  private static final String CLIP_WORDS =
      "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

  /** How words are found. */
  private enum Words {
    /** GPT-2, RoBERTa, Phi. */
    GPT2,
    QWEN2,
    CLIP
  }

  private static final Logger log = LogManager.getLogger(MergesFile.class);

  private final Words words;
  private final boolean prefixSpace;
  private final String unknown;
  private final ObjectNode vocabulary;
  private final List<String> merges;

  private MergesFile(ObjectNode config, Path vocabulary, Path merges) throws IOException {
    words = words(config.path("tokenizer_class").asText(), merges);
    prefixSpace = config.path("add_prefix_space").asBoolean(false);
    JsonNode unk = config.path("unk_token");
    unknown = unk.isTextual() ? unk.textValue() : unk.path("content").asText(null);
    this.vocabulary =
        TokenizerJson.read(vocabulary)
            .orElseThrow(() -> new BadInput(vocabulary + ": there is no such file"));
    var all = new ArrayList<String>();
    int outside = 0;
    for (String line : Files.readAllLines(merges)) {
      if (line.isBlank() || line.startsWith("#version")) continue;
      String[] pair = line.split(" ", -1);
      if (pair.length != 2 || pair[0].isEmpty() || pair[1].isEmpty())
        throw new BadInput(merges + ": \"" + line + "\" is no pair of tokens");
      if (this.vocabulary.has(pair[0])
          && this.vocabulary.has(pair[1])
          && this.vocabulary.has(pair[0] + pair[1])) all.add(line);
      else outside++;
    }
    if (outside > 0)
      log.warn("{}: {} merges left out, their tokens are not in vocab.json", merges, outside);
    this.merges = List.copyOf(all);
  }

  private static Words words(String tokenizerClass, Path file) {
    return switch (tokenizerClass.replace("Fast", "")) {
      case "",
          "GPT2Tokenizer",
          "RobertaTokenizer",
          "CodeGenTokenizer",
          "BartTokenizer",
          "LongformerTokenizer" ->
          Words.GPT2;
      case "Qwen2Tokenizer" -> Words.QWEN2;
      case "CLIPTokenizer" -> Words.CLIP;
      default ->
          throw new BadInput(
              file
                  + ": how "
                  + tokenizerClass
                  + " cuts texts into words is not known here; give the folder a tokenizer.json");
    };
  }

  /**
   * @param config of the {@code tokenizer_config.json} beside them
   * @throws BadInput where a file is broken, or the class of tokenizer is not known
   */
  static MergesFile read(Path vocabulary, Path merges, ObjectNode config) throws IOException {
    return new MergesFile(config, vocabulary, merges);
  }

  ObjectNode json() {
    ObjectNode root = TokenizerJson.JSON.createObjectNode();
    root.put("version", "1.0").putNull("truncation").putNull("padding");
    root.putArray("added_tokens");
    switch (words) {
      case GPT2 -> root.putNull("normalizer").set("pre_tokenizer", byteLevel(true));
      case QWEN2 -> {
        root.putObject("normalizer").put("type", "NFC");
        split(root, QWEN2_WORDS, "Isolated", false);
      }
      case CLIP -> {
        clip(root.putObject("normalizer").put("type", "Sequence").putArray("normalizers"));
        split(root, CLIP_WORDS, "Removed", true);
      }
    }
    root.putNull("post_processor");
    root.set("decoder", byteLevel(true));
    ObjectNode model = root.putObject("model").put("type", "BPE").putNull("dropout");
    model.put("unk_token", vocabulary.has(unknown == null ? "" : unknown) ? unknown : null);
    model.put("continuing_subword_prefix", "");
    model.put("end_of_word_suffix", words == Words.CLIP ? "</w>" : "");
    model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
    model.set("vocab", vocabulary);
    ArrayNode pairs = model.putArray("merges");
    merges.forEach(pairs::add);
    return root;
  }

  private static void clip(ArrayNode steps) {
    steps.addObject().put("type", "NFC");
    ObjectNode spaces = steps.addObject().put("type", "Replace").put("content", " ");
    spaces.putObject("pattern").put("Regex", "\\s+");
    steps.addObject().put("type", "Lowercase");
  }

  private void split(ObjectNode root, String pattern, String behavior, boolean invert) {
    ArrayNode steps =
        root.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
    ObjectNode split = steps.addObject().put("type", "Split");
    split.putObject("pattern").put("Regex", pattern);
    split.put("behavior", behavior).put("invert", invert);
    steps.add(byteLevel(false));
  }

  private ObjectNode byteLevel(boolean cuts) {
    return TokenizerJson.JSON
        .createObjectNode()
        .put("type", "ByteLevel")
        .put("add_prefix_space", prefixSpace)
        .put("trim_offsets", true)
        .put("use_regex", cuts);
  }
}
