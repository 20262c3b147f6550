package org.denselab.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.text.SentencePieceModel.Kind;
import org.denselab.text.SentencePieceModel.Piece;

/**
 * A SentencePiece model (T5's {@code spiece.model}, Llama's {@code tokenizer.model}) as a {@code
 * tokenizer.json} that cuts texts as SentencePiece does: spaces are shown as {@code ▁}, and nothing
 * is cut before the model cuts.
 */
final class SentencePieceFile {
  static final String XLM_ROBERTA = "XLMRobertaTokenizer";
  private static final String SPACE = "▁";

  /** Two tokens and the one they make. */
  private record Merge(int left, int right, int made) {}

  private final SentencePieceModel model;
  private final ObjectNode config;

  private SentencePieceFile(SentencePieceModel model, ObjectNode config) {
    this.model = model;
    this.config = config;
  }

  /**
   * @param config of the {@code tokenizer_config.json} beside it
   * @throws BadInput where it is no SentencePiece model, or one of a kind that is not known here
   */
  static SentencePieceFile read(Path file, ObjectNode config) throws IOException {
    if (TiktokenFile.is(file)) throw TiktokenFile.refusal(file);
    SentencePieceModel model;
    try {
      model = SentencePieceModel.parse(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      throw new BadInput(file + ": not a SentencePiece model: " + e.getMessage(), e);
    }
    if (model.algorithm() != SentencePieceModel.UNIGRAM
        && model.algorithm() != SentencePieceModel.BPE)
      throw new BadInput(file + ": only unigram and BPE models are known, not characters or words");
    if (!model.escapesSpaces())
      throw new BadInput(file + ": a model without escaped spaces is not known");
    boolean xlm = config.path("tokenizer_class").asText().startsWith(XLM_ROBERTA);
    return new SentencePieceFile(xlm ? asFairseq(file, model) : model, config);
  }

  /**
   * XLM-RoBERTa's ids are fairseq's: four special tokens, then the model's pieces from its third.
   */
  private static SentencePieceModel asFairseq(Path file, SentencePieceModel model) {
    List<Piece> own = model.pieces();
    if (own.size() < 4 || own.stream().limit(3).anyMatch(piece -> piece.kind() == Kind.NORMAL))
      throw new BadInput(file + ": not XLM-RoBERTa's, which begins with three special pieces");
    var pieces = new ArrayList<Piece>();
    for (String special : List.of("<s>", "<pad>", "</s>"))
      pieces.add(new Piece(special, 0, Kind.CONTROL));
    pieces.add(new Piece("<unk>", 0, Kind.UNKNOWN));
    pieces.addAll(own.subList(3, own.size()));
    pieces.add(new Piece("<mask>", 0, Kind.CONTROL));
    return model.with(List.copyOf(pieces), 3);
  }

  ObjectNode json() {
    ObjectNode root = TokenizerJson.JSON.createObjectNode();
    root.put("version", "1.0").putNull("truncation").putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    for (int id = 0; id < model.pieces().size(); id++) {
      Piece piece = model.pieces().get(id);
      if (piece.kind() == Kind.CONTROL || piece.kind() == Kind.UNKNOWN)
        TokenizerJson.addSpecial(added, id, piece.text());
      // a unigram model prefers them anyway, as their score is 0
      if (piece.kind() == Kind.USER_DEFINED && model.algorithm() == SentencePieceModel.BPE)
        TokenizerJson.addSpecial(added, id, piece.text()).put("special", false);
    }
    sentinels(added);
    normalizer(root.putObject("normalizer").put("type", "Sequence").putArray("normalizers"));
    root.putNull("pre_tokenizer").putNull("post_processor");
    decoder(root.putObject("decoder").put("type", "Sequence").putArray("decoders"));
    if (model.algorithm() == SentencePieceModel.UNIGRAM) unigram(root.putObject("model"));
    else bpe(root.putObject("model"));
    return root;
  }

  /** T5's places to fill, which stand behind the model's pieces, the last one first. */
  private void sentinels(ArrayNode added) {
    if (!config.path("tokenizer_class").asText().startsWith("T5Tokenizer")) return;
    int count = config.path("extra_ids").asInt(100);
    for (int i = 0; i < count; i++)
      TokenizerJson.addSpecial(
          added, model.pieces().size() + i, "<extra_id_" + (count - 1 - i) + ">");
  }

  private void normalizer(ArrayNode steps) {
    if (config.path("tokenizer_class").asText().startsWith("Albert")) albert(steps);
    if (model.characters().length > 0)
      steps
          .addObject()
          .put("type", "Precompiled")
          .put("precompiled_charsmap", Base64.getEncoder().encodeToString(model.characters()));
    if (model.trims()) {
      replace(steps, "Regex", "^ +| +$", "");
      replace(steps, "Regex", " {2,}", " ");
    }
    if (model.dummyPrefix()) steps.addObject().put("type", "Prepend").put("prepend", SPACE);
    replace(steps, "String", " ", SPACE);
  }

  /** What ALBERT does to a text before SentencePiece sees it. */
  private void albert(ArrayNode steps) {
    replace(steps, "String", "``", "\"");
    replace(steps, "String", "''", "\"");
    if (!config.path("keep_accents").asBoolean(false)) {
      steps.addObject().put("type", "NFKD");
      steps.addObject().put("type", "StripAccents");
    }
    if (config.path("do_lower_case").asBoolean(true)) steps.addObject().put("type", "Lowercase");
  }

  private static void replace(ArrayNode steps, String kind, String what, String by) {
    ObjectNode step = steps.addObject().put("type", "Replace").put("content", by);
    step.putObject("pattern").put(kind, what);
  }

  private void decoder(ArrayNode steps) {
    replace(steps, "String", SPACE, " ");
    if (model.byteFallback()) steps.addObject().put("type", "ByteFallback");
    steps.addObject().put("type", "Fuse");
    if (model.dummyPrefix())
      steps.addObject().put("type", "Strip").put("content", " ").put("start", 1).put("stop", 0);
  }

  private void unigram(ObjectNode into) {
    into.put("type", "Unigram").put("unk_id", model.unknown());
    into.put("byte_fallback", model.byteFallback());
    ArrayNode vocabulary = into.putArray("vocab");
    for (Piece piece : model.pieces())
      vocabulary.addArray().add(piece.text()).add((double) piece.score());
  }

  private void bpe(ObjectNode into) {
    into.put("type", "BPE").putNull("dropout");
    into.put("unk_token", model.pieces().get(model.unknown()).text());
    into.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
    into.put("fuse_unk", true).put("byte_fallback", model.byteFallback());
    into.put("ignore_merges", false);
    Map<String, Integer> ids = new HashMap<>();
    ObjectNode vocabulary = into.putObject("vocab");
    for (int id = 0; id < model.pieces().size(); id++) {
      ids.put(model.pieces().get(id).text(), id);
      vocabulary.put(model.pieces().get(id).text(), id);
    }
    ArrayNode merges = into.putArray("merges");
    for (Merge merge : merges(ids)) merges.add(text(merge.left()) + " " + text(merge.right()));
  }

  private String text(int id) {
    return model.pieces().get(id).text();
  }

  /** SentencePiece makes the pair of the highest score first; of equal ones, the leftmost. */
  private List<Merge> merges(Map<String, Integer> ids) {
    var merges = new ArrayList<Merge>();
    for (int id = 0; id < model.pieces().size(); id++) {
      Kind kind = model.pieces().get(id).kind();
      if (kind != Kind.NORMAL && kind != Kind.USER_DEFINED) continue;
      String whole = text(id);
      for (int cut = whole.offsetByCodePoints(0, 1); cut < whole.length(); ) {
        Integer left = ids.get(whole.substring(0, cut));
        Integer right = ids.get(whole.substring(cut));
        if (left != null && right != null) merges.add(new Merge(left, right, id));
        cut = whole.offsetByCodePoints(cut, 1);
      }
    }
    merges.sort(
        Comparator.comparingDouble((Merge m) -> -model.pieces().get(m.made()).score())
            .thenComparingInt(Merge::left)
            .thenComparingInt(Merge::right));
    return merges;
  }
}
