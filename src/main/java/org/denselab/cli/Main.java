package org.denselab.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.BadInput;

/** The program. {@link Launcher} starts it with the right JVM and flags. */
public final class Main {
  private static final Logger log = LogManager.getLogger(Main.class);

  private Main() {}

  public static void main(String[] args) {
    var interruption = Interruption.watch();
    int code = run(CommandLine.read());
    interruption.over();
    System.exit(code);
  }

  private static int run(CommandLine line) {
    try {
      Verb verb = Verb.of(line.get("verb").orElse("run"));
      List<String> known = new ArrayList<>(verb.options());
      known.add("verb");
      line.refuseUnknown(given(), known);
      CudaCheck.refuseWhatCannotRun();
      return verb.run(line);
    } catch (BadInput e) {
      System.err.println(e.getMessage());
      return ExitCode.BAD_INPUT;
    } catch (OutOfMemoryError e) {
      log.debug("out of memory", e);
      System.err.println(
          "Out of memory ("
              + e.getMessage()
              + "): lower train.batch or a length, or give more with -Dmemory=…");
      return ExitCode.STAGE_FAILED;
    } catch (Throwable e) {
      log.error("Internal error: {}; the full log has the trace", e.toString());
      log.debug("internal error", e);
      return ExitCode.STAGE_FAILED;
    }
  }

  /** The settings that the launcher passed on, in the names the user typed. */
  private static List<String> given() {
    String names = System.getProperty("denselab.given", "");
    return names.isEmpty() ? List.of() : List.of(names.split(","));
  }
}
