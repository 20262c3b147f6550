package org.denselab.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** What stdout is. */
record Terminal(boolean interactive, boolean colors) {
  private static final int STDOUT = 1;
  private static final long WINDOW_SIZE = 0x5413; // TIOCGWINSZ of Linux
  private static final int USUAL_WIDTH = 80;

  /** Asks {@code isatty(1)}: {@code System.console()} is null as soon as stdin is redirected. */
  static Terminal detect() {
    boolean interactive = isatty();
    boolean plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
    return new Terminal(interactive, interactive && !plain);
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
