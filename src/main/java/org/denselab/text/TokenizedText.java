package org.denselab.text;

/**
 * A text as a backbone reads it.
 *
 * @param ids token ids, special tokens included
 * @param cut whether the text was longer than its template allows, so that its end or beginning is
 *     missing
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record TokenizedText(int[] ids, boolean cut) {
  public int length() {
    return ids.length;
  }
}
