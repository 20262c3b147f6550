package org.denselab.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * GPT-2's view of text: words with their leading space, and every byte shown as one printable
 * character, so that no text is ever unknown.
 */
final class ByteLevel {
  private static final Pattern WORD =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final char[] SHOWN = shown();

  private ByteLevel() {}

  /** Bytes that print stand for themselves, the others for the characters from U+0100 on. */
  private static char[] shown() {
    char[] shown = new char[256];
    char next = 256;
    for (int b = 0; b < 256; b++) {
      boolean prints = (b > ' ' && b < 127) || (b > 160 && b != 173);
      shown[b] = prints ? (char) b : next++;
    }
    return shown;
  }

  /** The characters that stand for the 256 bytes, sorted. */
  static List<String> alphabet() {
    List<String> alphabet = new ArrayList<>();
    for (char c : SHOWN) alphabet.add(String.valueOf(c));
    alphabet.sort(null);
    return alphabet;
  }

  /** Hands every word of the text, byte by byte as shown, to {@code sink}, in order. */
  static void words(String text, Consumer<String> sink) {
    var matcher = WORD.matcher(text);
    while (matcher.find()) {
      byte[] bytes = matcher.group().getBytes(StandardCharsets.UTF_8);
      char[] word = new char[bytes.length];
      for (int i = 0; i < bytes.length; i++) word[i] = SHOWN[bytes[i] & 255];
      sink.accept(new String(word));
    }
  }
}
