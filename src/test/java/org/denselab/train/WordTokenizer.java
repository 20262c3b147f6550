package org.denselab.train;

import java.util.Arrays;
import java.util.OptionalInt;
import org.denselab.text.SpecialTokens;
import org.denselab.text.Tokenizer;

/** Words to hashes; ids below 4 are special. */
public record WordTokenizer(int vocabularySize) implements Tokenizer {
  @Override
  public int[] encode(String text) {
    return Arrays.stream(text.strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .mapToInt(word -> 4 + Math.floorMod(word.hashCode() * 31, vocabularySize - 4))
        .toArray();
  }

  @Override
  public int[] ends(String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String decode(int[] ids) {
    return Arrays.toString(ids);
  }

  @Override
  public OptionalInt id(String token) {
    return OptionalInt.empty();
  }

  @Override
  public SpecialTokens special() {
    var none = OptionalInt.empty();
    return new SpecialTokens(
        OptionalInt.of(1), OptionalInt.of(2), none, none, OptionalInt.of(0), OptionalInt.of(3));
  }

  @Override
  public String fingerprint() {
    return "words";
  }

  @Override
  public void close() {}
}
