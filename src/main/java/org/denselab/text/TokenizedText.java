package org.denselab.text;

/**
 * A text as a backbone reads it.
 *
 * @param ids token ids, special tokens included
 * @param cut whether the text was longer than its template allows, so that its end or beginning is
 *     missing
 * @param pooledFrom the first token that a mean over tokens covers
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record TokenizedText(int[] ids, boolean cut, int pooledFrom) {
  /** A text of these tokens, all pooled. */
  public static TokenizedText of(int[] ids) {
    return new TokenizedText(ids, false, 0);
  }

  public int length() {
    return ids.length;
  }
}
