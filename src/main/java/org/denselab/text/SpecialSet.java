package org.denselab.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The special tokens of a tokenizer that is trained here, after the customs of the family that it
 * is trained for: a text ends as the family's published tokenizers end it.
 */
public enum SpecialSet {
  /** {@code [CLS] text [SEP]}: BERT and DistilBERT. */
  BERT(
      List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"),
      roles("pad", "[PAD]", "unk", "[UNK]", "cls", "[CLS]", "sep", "[SEP]", "mask", "[MASK]"),
      Template.First.CLS,
      Template.Last.SEP),
  /** {@code <s> text </s>}, where {@code <s>} is the token to classify by: RoBERTa and MPNet. */
  ROBERTA(
      List.of("<s>", "<pad>", "</s>", "<unk>", "<mask>"),
      roles(
          "bos", "<s>", "eos", "</s>", "cls", "<s>", "sep", "</s>", "pad", "<pad>", "unk", "<unk>",
          "mask", "<mask>"),
      Template.First.CLS,
      Template.Last.SEP),
  /** {@code text </s>}: T5, whose first sentinel stands for what is masked. */
  T5(
      List.of("<pad>", "</s>", "<unk>", "<extra_id_0>"),
      roles("eos", "</s>", "pad", "<pad>", "unk", "<unk>", "mask", "<extra_id_0>"),
      Template.First.NONE,
      Template.Last.EOS),
  /** {@code <s> text </s>}: Llama and Mistral. */
  LLAMA(
      List.of("<unk>", "<s>", "</s>", "<pad>"),
      roles("bos", "<s>", "eos", "</s>", "pad", "<pad>", "unk", "<unk>"),
      Template.First.BOS,
      Template.Last.EOS),
  /** {@code <bos> text <eos>}: Gemma. */
  GEMMA(
      List.of("<pad>", "<eos>", "<bos>", "<unk>"),
      roles("bos", "<bos>", "eos", "<eos>", "pad", "<pad>", "unk", "<unk>"),
      Template.First.BOS,
      Template.Last.EOS),
  /** {@code text <|endoftext|>}: GPT-2, Phi and Qwen, which begin with nothing. */
  GPT(
      List.of("<|endoftext|>", "<|pad|>"),
      roles("bos", "<|endoftext|>", "eos", "<|endoftext|>", "pad", "<|pad|>"),
      Template.First.NONE,
      Template.Last.EOS);

  /** What GPT-2's byte-level vocabulary does without, and WordPiece cannot. */
  private static final String UNKNOWN = "<unk>";

  @SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
  private final List<String> tokens;

  @SuppressWarnings("ImmutableEnumChecker") // copied below
  private final Map<String, String> roles;

  private final Template.First first;
  private final Template.Last last;

  SpecialSet(
      List<String> tokens, Map<String, String> roles, Template.First first, Template.Last last) {
    this.tokens = tokens;
    this.roles = Collections.unmodifiableMap(roles);
    this.first = first;
    this.last = last;
  }

  private static Map<String, String> roles(String... pairs) {
    Map<String, String> roles = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) roles.put(pairs[i], pairs[i + 1]);
    return roles;
  }

  /** The first ids of the vocabulary. */
  List<String> tokens(TokenizerSettings.Kind kind) {
    if (kind == TokenizerSettings.Kind.BPE || roles.containsKey("unk")) return tokens;
    List<String> more = new ArrayList<>(tokens);
    more.add(UNKNOWN);
    return more;
  }

  /** Tokens by role, such as {@code eos}. */
  Map<String, String> roles() {
    return roles;
  }

  String unknown() {
    return roles.getOrDefault("unk", UNKNOWN);
  }

  /** How texts are framed. */
  public Template template(int maxLength) {
    return Template.plain(first, last, maxLength);
  }
}
