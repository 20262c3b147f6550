package org.denselab.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A byte-level BPE vocabulary in GPT-2's manner, as the files in which HuggingFace keeps it.
 *
 * @param vocabulary tokens by id, the special ones first
 * @param merges in the order in which they are to be made
 */
record ByteLevelBpeFile(
    List<String> vocabulary, List<PairMerging.Merge> merges, SpecialSet special) {

  private String json() throws IOException {
    ObjectNode root = TokenizerJson.JSON.createObjectNode();
    root.put("version", "1.0").putNull("truncation").putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    special
        .tokens(TokenizerSettings.Kind.BPE)
        .forEach(token -> TokenizerJson.addSpecial(added, vocabulary.indexOf(token), token));
    root.putNull("normalizer");
    byteLevel(root.putObject("pre_tokenizer"));
    byteLevel(root.putObject("post_processor"));
    byteLevel(root.putObject("decoder"));
    ObjectNode model = root.putObject("model").put("type", "BPE").putNull("dropout");
    model.putNull("unk_token").putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
    model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
    ObjectNode vocab = model.putObject("vocab");
    for (int id = 0; id < vocabulary.size(); id++) vocab.put(vocabulary.get(id), id);
    ArrayNode list = model.putArray("merges");
    for (var merge : merges)
      list.add(vocabulary.get(merge.left()) + " " + vocabulary.get(merge.right()));
    return TokenizerJson.JSON.writeValueAsString(root) + "\n";
  }

  private static void byteLevel(ObjectNode part) {
    part.put("type", "ByteLevel").put("add_prefix_space", false);
    part.put("trim_offsets", true).put("use_regex", true);
  }

  /** File names and contents of a tokenizer folder. */
  Map<String, String> files() throws IOException {
    ObjectNode tokens = TokenizerJson.JSON.createObjectNode();
    special.roles().forEach((role, token) -> tokens.put(role + "_token", token));
    ObjectNode config = tokens.deepCopy().put("tokenizer_class", "PreTrainedTokenizerFast");
    Map<String, String> files = new LinkedHashMap<>();
    files.put("tokenizer.json", json());
    files.put("tokenizer_config.json", TokenizerJson.pretty(config));
    files.put("special_tokens_map.json", TokenizerJson.pretty(tokens));
    return files;
  }
}
