package org.denselab.cli;

/** How the program ends. */
final class ExitCode {
  static final int DONE = 0;
  static final int EXPECTATION_FELL_SHORT = 1;
  static final int BAD_INPUT = 2;
  static final int STAGE_FAILED = 3;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
