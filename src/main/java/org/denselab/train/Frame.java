package org.denselab.train;

/**
 * What stands before and after a stretch of tokens in pre-training: the special tokens of a
 * template, without its words.
 */
@SuppressWarnings("ArrayRecordComponent") // one token each, read only
public record Frame(int[] before, int[] after) {
  /** Number of tokens added. */
  int size() {
    return before.length + after.length;
  }

  int[] around(int[] tokens, int from, int to) {
    int[] framed = new int[size() + to - from];
    System.arraycopy(before, 0, framed, 0, before.length);
    System.arraycopy(tokens, from, framed, before.length, to - from);
    System.arraycopy(after, 0, framed, before.length + to - from, after.length);
    return framed;
  }
}
