package org.denselab.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.BadInput;
import org.denselab.base.WriteFailure;

/** The program. {@link Launcher} starts it with the right JVM and flags. */
public final class Main {
  private static final Logger log = LogManager.getLogger(Main.class);

  private Main() {}

  public static void main(String[] args) {
    Terminal.shield();
    var interruption = Interruption.watch();
    int code = run(CommandLine.read(), interruption);
    interruption.over();
    System.exit(code);
  }

  static int run(CommandLine line, Interruption interruption) {
    try {
      Verb verb = line.verb();
      line.refuseUnknown(verb);
      CudaCheck.refuseWhatCannotRun();
      return verb.run(line, interruption);
    } catch (BadInput e) {
      System.err.println(e.getMessage());
      return ExitCode.BAD_INPUT;
    } catch (OutOfMemoryError e) {
      say(
          "Out of memory ("
              + e.getMessage()
              + "): lower train.batch or a length, or give more with -Dmemory=12g",
          e);
      return ExitCode.STAGE_FAILED;
    } catch (Throwable e) {
      Optional<WriteFailure> unwritten = WriteFailure.in(e);
      if (unwritten.isPresent()) {
        log.debug("trace", e);
        System.err.println(unwritten.get().getMessage());
      } else say("Internal error: " + e, e);
      return ExitCode.STAGE_FAILED;
    }
  }

  /** The trace belongs into the log; where none is open yet, it must not be lost. */
  private static void say(String message, Throwable e) {
    Optional<Path> file = LogFile.current();
    System.err.println(message + file.map(f -> "; the trace is in " + f).orElse(""));
    if (file.isPresent()) log.debug(message, e);
    else e.printStackTrace();
  }
}
