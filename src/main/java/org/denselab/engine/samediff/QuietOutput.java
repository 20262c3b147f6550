package org.denselab.engine.samediff;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.Supplier;

/** SameDiff prints a line per operation that it differentiates; nobody wants to read them. */
final class QuietOutput extends OutputStream {
  private final PrintStream others;
  private final Thread silenced = Thread.currentThread();

  private QuietOutput(PrintStream others) {
    this.others = others;
  }

  /** Runs with this thread's standard output dropped; what other threads print passes. */
  static synchronized <T> T during(Supplier<T> work) {
    PrintStream before = System.out;
    System.setOut(new PrintStream(new QuietOutput(before), true, Charset.defaultCharset()));
    try {
      return work.get();
    } finally {
      System.setOut(before);
    }
  }

  @Override
  public void write(int b) throws IOException {
    if (Thread.currentThread() != silenced) others.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (Thread.currentThread() != silenced) others.write(bytes, offset, length);
  }
}
