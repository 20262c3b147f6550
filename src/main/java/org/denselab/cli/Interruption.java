package org.denselab.cli;

/**
 * Ends the program well when it is stopped: by Ctrl-C, by TERM, or because Maven was killed, which
 * would otherwise leave it running on the same stages. Nothing needs saving here: whatever is under
 * its final name is whole.
 */
final class Interruption {
  private static final long LOOK_EVERY_MILLIS = 500;

  private volatile boolean over;
  private volatile String advice = "";

  private Interruption() {}

  static Interruption watch() {
    var interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::stopped, "interruption"));
    Long launcher = Long.getLong("denselab.launcher");
    if (launcher != null) endWith(launcher);
    return interruption;
  }

  /**
   * A child whose parent ends gets another one. {@code ProcessHandle.onExit} is too slow here: for
   * a process that is no child it looks less and less often, in the end every five seconds.
   */
  private static void endWith(long launcher) {
    Thread.ofPlatform()
        .daemon()
        .name("parent watch")
        .start(
            () -> {
              try {
                while (parent() == launcher) Thread.sleep(LOOK_EVERY_MILLIS);
                System.exit(ExitCode.INTERRUPTED);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static long parent() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
  }

  /** From now on there is work that can be continued; {@code advice} says how. */
  void advise(String advice) {
    this.advice = advice;
  }

  /** The program ended by itself. */
  void over() {
    over = true;
  }

  private void stopped() {
    if (over) return;
    if (!advice.isEmpty()) System.err.println("\n" + advice);
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }
}
