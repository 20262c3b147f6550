package org.denselab.text;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/** One token a character, so that lengths and cuts can be read off; specials are 1 to 4. */
final class CharTokenizer implements Tokenizer {
  static final int CLS = 1;
  static final int SEP = 2;
  static final int BOS = 3;
  static final int EOS = 4;

  @Override
  public int[] encode(String text) {
    return text.chars().toArray();
  }

  @Override
  public int[] ends(String text) {
    return IntStream.rangeClosed(1, text.length()).toArray();
  }

  @Override
  public String decode(int[] ids) {
    var text = new StringBuilder();
    for (int id : ids) {
      switch (id) {
        case CLS -> text.append("[CLS]");
        case SEP -> text.append("[SEP]");
        case BOS -> text.append("<s>");
        case EOS -> text.append("</s>");
        default -> text.append((char) id);
      }
    }
    return text.toString();
  }

  @Override
  public int vocabularySize() {
    return 1 << 16;
  }

  @Override
  public OptionalInt id(String token) {
    return OptionalInt.empty();
  }

  @Override
  public SpecialTokens special() {
    return new SpecialTokens(
        OptionalInt.of(CLS),
        OptionalInt.of(SEP),
        OptionalInt.of(BOS),
        OptionalInt.of(EOS),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  @Override
  public String fingerprint() {
    return "characters";
  }

  @Override
  public void close() {}
}
