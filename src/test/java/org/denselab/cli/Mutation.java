package org.denselab.cli;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Small damage to a file: to its bytes, or to what its grammar is made of. */
final class Mutation {
  private static final List<String> EDGES =
      List.of(
          "0",
          "-1",
          "1e999",
          "-1e999",
          "NaN",
          "1e-400",
          "9223372036854775808",
          "-9223372036854775809",
          "2147483648",
          "1.5",
          "\"7\"",
          "null",
          "true",
          "[]",
          "{}",
          "\"\"",
          "${x}",
          "!!x y",
          "*a",
          "&a b");
  private static final Pattern TOKEN =
      Pattern.compile("-?[0-9][0-9.eE+-]*|\"[^\"\\n]*\"|[\\w.@/-]+|[\\[\\]{}:,]|\\s+");

  private final RandomGenerator random;

  Mutation(RandomGenerator random) {
    this.random = random;
  }

  /** One to three changes. */
  byte[] of(byte[] whole) {
    byte[] bytes = whole;
    for (int i = random.nextInt(3); i >= 0; i--) bytes = once(bytes);
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    if (bytes.length == 0) return new byte[] {(byte) random.nextInt(256)};
    int at = random.nextInt(bytes.length);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(40));
    return switch (random.nextInt(7)) {
      case 0 -> flipped(bytes, at);
      case 1 -> Arrays.copyOf(bytes, at);
      case 2 -> spliced(bytes, at, at, random(1 + random.nextInt(8)));
      case 3 -> spliced(bytes, at, end, new byte[0]);
      case 4 -> spliced(bytes, at, at, repeated(Arrays.copyOfRange(bytes, at, end)));
      default -> token(bytes);
    };
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) (1 << (at % 8));
    return flipped;
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] repeated(byte[] span) {
    int times = 1 + random.nextInt(random.nextInt(20) == 0 ? 2000 : 3);
    byte[] repeated = new byte[span.length * times];
    for (int i = 0; i < times; i++)
      System.arraycopy(span, 0, repeated, i * span.length, span.length);
    return repeated;
  }

  /** Another word, number or mark in place of one; Latin-1 keeps every byte. */
  private byte[] token(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    var tokens = TOKEN.matcher(text).results().toList();
    if (tokens.isEmpty()) return flipped(bytes, 0);
    var one = tokens.get(random.nextInt(tokens.size()));
    String other =
        random.nextBoolean()
            ? EDGES.get(random.nextInt(EDGES.size()))
            : tokens.get(random.nextInt(tokens.size())).group();
    return spliced(bytes, one.start(), one.end(), other.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    byte[] spliced = new byte[bytes.length - (to - from) + middle.length];
    System.arraycopy(bytes, 0, spliced, 0, from);
    System.arraycopy(middle, 0, spliced, from, middle.length);
    System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
    return spliced;
  }
}
