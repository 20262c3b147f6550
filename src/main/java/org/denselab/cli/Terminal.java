package org.denselab.cli;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/**
 * What stdout is.
 *
 * @param interactive whether a line can be drawn over
 * @param unicode whether the terminal's character set has lines to draw
 * @param out where escape sequences of ours may go
 */
record Terminal(boolean interactive, boolean colors, boolean unicode, PrintStream out) {
  /** Stdout as the program found it. */
  private static final PrintStream STREAM = System.out;

  private static final int STDOUT = 1;
  private static final long WINDOW_SIZE = 0x5413; // TIOCGWINSZ of Linux
  private static final int USUAL_WIDTH = 80;

  /** From now on what is printed is text; only {@link #out} still takes escape sequences. */
  static void shield() {
    System.setOut(PlainOutput.over(STREAM));
    System.setErr(PlainOutput.over(System.err));
  }

  /** Asks {@code isatty(1)}: {@code System.console()} is null as soon as stdin is redirected. */
  static Terminal detect() {
    return of(isatty(), System.getenv(), STREAM);
  }

  /** {@code NO_COLOR} as no-color.org has it: set and not empty. */
  static Terminal of(boolean tty, Map<String, String> environment, PrintStream out) {
    boolean interactive = tty && !"dumb".equals(environment.get("TERM"));
    boolean colors = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(interactive, colors, out.charset().newEncoder().canEncode('━'), out);
  }

  private static boolean isatty() {
    try {
      var isatty =
          function("isatty", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
      return (int) isatty.invokeExact(STDOUT) == 1;
    } catch (Throwable e) {
      throw new IllegalStateException("isatty cannot fail", e);
    }
  }

  /** Columns, asked anew each time: windows change. */
  int width() {
    if (!System.getProperty("os.name").equals("Linux")) return USUAL_WIDTH;
    try (Arena arena = Arena.ofConfined()) {
      var ioctl =
          function(
              "ioctl",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.ADDRESS),
              Linker.Option.firstVariadicArg(2));
      MemorySegment rowsAndColumns = arena.allocate(ValueLayout.JAVA_SHORT, 4);
      int failed = (int) ioctl.invokeExact(STDOUT, WINDOW_SIZE, rowsAndColumns);
      int columns = rowsAndColumns.getAtIndex(ValueLayout.JAVA_SHORT, 1);
      return failed == 0 && columns > 0 ? columns : USUAL_WIDTH;
    } catch (Throwable e) {
      throw new IllegalStateException("ioctl cannot fail", e);
    }
  }

  private static MethodHandle function(
      String name, FunctionDescriptor signature, Linker.Option... options) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature, options);
  }
}
