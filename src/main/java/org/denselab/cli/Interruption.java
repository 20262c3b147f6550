package org.denselab.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the program well when it is stopped: by Ctrl-C, by TERM, or because Maven was killed, which
 * would otherwise leave it running on the same stages. Nothing needs saving here: whatever is under
 * its final name is whole.
 */
final class Interruption {
  private final AtomicBoolean over = new AtomicBoolean();

  private Interruption() {}

  static Interruption watch() {
    var interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::stopped, "interruption"));
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(ExitCode.INTERRUPTED)));
    return interruption;
  }

  /** The program ended by itself. */
  void over() {
    over.set(true);
  }

  private void stopped() {
    if (over.get()) return;
    System.err.println("\nStopped. Finished stages are kept: the same command continues.");
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }
}
