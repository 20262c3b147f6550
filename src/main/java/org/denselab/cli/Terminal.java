package org.denselab.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/** What stdout is. */
record Terminal(boolean interactive, boolean colors) {
  /** Asks {@code isatty(1)}: {@code System.console()} is null as soon as stdin is redirected. */
  static Terminal detect() {
    boolean interactive = isatty();
    boolean plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
    return new Terminal(interactive, interactive && !plain);
  }

  private static boolean isatty() {
    var linker = Linker.nativeLinker();
    var symbol = linker.defaultLookup().find("isatty");
    if (symbol.isEmpty()) return false;
    var isatty =
        linker.downcallHandle(
            symbol.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try {
      return (int) isatty.invokeExact(1) == 1;
    } catch (Throwable e) {
      throw new IllegalStateException("isatty cannot fail", e);
    }
  }
}
