package org.denselab.base;

/**
 * 64-bit hashes of text, for sets too large to hold the texts: among 100 million texts, one pair in
 * 3,700 such sets collides.
 */
public final class Hash64 {
  private Hash64() {}

  public static long of(CharSequence text) {
    long state = text.length();
    for (int i = 0; i < text.length(); i++) state = Seeds.mix(state + text.charAt(i));
    return state;
  }
}
