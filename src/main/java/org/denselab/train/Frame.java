package org.denselab.train;

import java.util.OptionalInt;
import org.denselab.text.Template;
import org.denselab.text.Tokenizer;

/**
 * What stands before and after a stretch of tokens in pre-training: the special tokens of a
 * template, without its words.
 */
@SuppressWarnings("ArrayRecordComponent") // one token each, read only
public record Frame(int[] before, int[] after) {
  public static Frame of(Template template, Tokenizer tokenizer) {
    var special = tokenizer.special();
    return new Frame(
        switch (template.first()) {
          case NONE -> new int[0];
          case CLS -> one(special.cls());
          case BOS -> one(special.bos());
        },
        switch (template.last()) {
          case NONE -> new int[0];
          case SEP -> one(special.sep());
          case EOS -> one(special.eos());
        });
  }

  private static int[] one(OptionalInt id) {
    return new int[] {id.orElseThrow()};
  }

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
