package org.denselab.text;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.denselab.base.BadInput;

/** A {@link Template} with its tokenizer. Safe for use by several threads. */
public final class BoundTemplate {
  private final Template template;
  private final Tokenizer tokenizer;
  private final int[] first;
  private final int[] last;
  private final int[] instruction;
  private final int[] head;
  private final int[] suffix;

  BoundTemplate(Template template, Tokenizer tokenizer) {
    this.template = template;
    this.tokenizer = tokenizer;
    SpecialTokens special = tokenizer.special();
    first =
        switch (template.first()) {
          case NONE -> new int[0];
          case CLS -> required("CLS", special.cls());
          case BOS -> required("BOS", special.bos());
        };
    last =
        switch (template.last()) {
          case NONE -> new int[0];
          case SEP -> required("SEP", special.sep());
          case EOS -> required("EOS", special.eos());
        };
    instruction = tokenizer.encode(template.instruction());
    head = tokenizer.encode(template.instruction() + template.prefix());
    suffix = tokenizer.encode(template.suffix());
    int room = template.maxLength() + instruction.length - fixed(head.length);
    if (room < 1)
      throw new BadInput(
          "a length of "
              + (template.maxLength() + " tokens leaves no room for a text beside special tokens,")
              + (" prefix and suffix; it must be at least " + (template.maxLength() + 1 - room)));
  }

  private static int[] required(String role, OptionalInt id) {
    if (id.isEmpty())
      throw new BadInput("the template wants a " + role + " token, which this tokenizer lacks");
    return new int[] {id.getAsInt()};
  }

  private int fixed(int headLength) {
    return first.length + headLength + suffix.length + last.length;
  }

  public Template template() {
    return template;
  }

  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /** The text in its template; a long one is cut. */
  public TokenizedText apply(String text) {
    String before = template.instruction() + template.prefix() + text;
    int[] whole = tokenizer.encode(before + template.suffix());
    int limit = template.maxLength() + instruction.length - first.length - last.length;
    if (whole.length <= limit) return framed(concat(first, whole, last), false, whole);

    int[] uncut = suffix.length == 0 ? whole : tokenizer.encode(before);
    // where text and prefix merge into one token, that token belongs to the text
    int kept = commonPrefix(head, uncut);
    int room = limit - kept - suffix.length;
    int from =
        switch (template.truncate()) {
          case RIGHT -> kept;
          case LEFT -> Math.max(kept, uncut.length - room);
        };
    int to = Math.min(uncut.length, from + room);
    int[] start = Arrays.copyOf(uncut, kept);
    int[] body = Arrays.copyOfRange(uncut, from, to);
    return framed(
        concat(first, start, body, suffix, last), body.length < uncut.length - kept, uncut);
  }

  /**
   * @param inner tokens between the special ones
   */
  private TokenizedText framed(int[] ids, boolean cut, int[] inner) {
    if (template.poolInstruction() == null || head.length == 0)
      return new TokenizedText(ids, cut, 0);
    // of a text that is empty the last token is left
    int before = first.length + commonPrefix(head, inner);
    return new TokenizedText(ids, cut, Math.min(before, ids.length - 1));
  }

  /**
   * What is read of a text: its beginning, or its end where the template cuts from the left. A word
   * may be read in part, as tokens are cut and not words.
   */
  public String read(String text) {
    if (suffix.length > 0 && !apply(text).cut()) return text;
    String lead = template.instruction() + template.prefix();
    int[] ends = tokenizer.ends(lead + text);
    int room = template.maxLength() + instruction.length - fixed(0);
    if (ends.length <= room) return text;
    return switch (template.truncate()) {
      case RIGHT -> text.substring(0, Math.max(0, ends[room - 1] - lead.length()));
      case LEFT -> {
        int kept = head.length == 0 ? 0 : commonPrefix(head, tokenizer.encode(lead + text));
        int from = Math.max(kept, ends.length - (room - kept));
        yield text.substring(from == 0 ? 0 : Math.max(0, ends[from - 1] - lead.length()));
      }
    };
  }

  /** All texts, in their order, on as many threads as the machine has processors. */
  public List<TokenizedText> applyAll(List<String> texts) {
    return texts.parallelStream().map(this::apply).toList();
  }

  private static int commonPrefix(int[] a, int[] b) {
    int mismatch = Arrays.mismatch(a, b);
    return mismatch < 0 ? a.length : mismatch;
  }

  private static int[] concat(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(IntStream::of).toArray();
  }
}
