package org.denselab.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Lets text through and nothing that a terminal acts on: a study's name or a passage in a message
 * must not move the cursor, change the title or ring. Lines and tabs stay.
 */
final class PlainOutput extends FilterOutputStream {
  private static final int C1_LEAD = 0xc2;
  private static final int DELETE = 0x7f;

  /** A lead byte of UTF-8 whose second decides, or -1. */
  private int held = -1;

  private PlainOutput(OutputStream out) {
    super(out);
  }

  static PrintStream over(PrintStream terminal) {
    return new PrintStream(new PlainOutput(terminal), true, terminal.charset());
  }

  @Override
  public synchronized void write(int value) throws IOException {
    int b = value & 0xff;
    if (held >= 0) {
      if (b >= 0x80 && b < 0xa0) {
        spell(b);
        held = -1;
        return;
      }
      out.write(held);
      held = -1;
    }
    if (b == C1_LEAD) held = b;
    else if ((b < ' ' && b != '\n' && b != '\t') || b == DELETE) spell(b);
    else out.write(b);
  }

  private void spell(int b) throws IOException {
    for (char c : "\\x%02x".formatted(b).toCharArray()) out.write(c);
  }
}
