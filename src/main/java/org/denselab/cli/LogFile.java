package org.denselab.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.ErrorHandler;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** The full log, libraries included, in a file beside the results. There is one at a time. */
final class LogFile {
  private static final String NAME = "file";
  private static final Logger log = LogManager.getLogger(LogFile.class);

  private LogFile() {}

  /**
   * From now on every line also goes to {@code file}, appended, and to no file before it. A log
   * that cannot be written is said once and does not stop a study.
   */
  static void open(Path file) {
    close();
    var configuration = configuration();
    var layout =
        PatternLayout.newBuilder()
            .withPattern(
                "%d{ISO8601} %-5level [%t] %c{1}"
                    + " %replace{%m}{[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]}{?}%n%ex")
            .withConfiguration(configuration)
            .build();
    var appender =
        FileAppender.newBuilder()
            .setName(NAME)
            .withFileName(file.toString())
            .setLayout(layout)
            .setConfiguration(configuration)
            .build();
    if (appender == null) {
      log.warn("{} cannot be opened; there is no full log of this run", file);
      return;
    }
    appender.setHandler(new SayOnce(file));
    appender.start();
    configuration.addAppender(appender);
    configuration.getLoggers().values().forEach(l -> l.addAppender(appender, Level.DEBUG, null));
    context().updateLoggers();
  }

  /** The file that the log goes to now. */
  static Optional<Path> current() {
    return configuration().getAppender(NAME) instanceof FileAppender appender
        ? Optional.of(Path.of(appender.getFileName()))
        : Optional.empty();
  }

  /** Ends the file; where none is open, does nothing. */
  static void close() {
    var appender = configuration().getAppender(NAME);
    if (appender == null) return;
    configuration().getLoggers().values().forEach(logger -> logger.removeAppender(NAME));
    configuration().getAppenders().remove(NAME);
    appender.stop();
    context().updateLoggers();
  }

  /** Log4j's own handler prints a trace for each of the first lines that are lost. */
  private static final class SayOnce implements ErrorHandler {
    private final Path file;
    private boolean said;

    SayOnce(Path file) {
      this.file = file;
    }

    @Override
    public void error(String message) {
      error(message, null);
    }

    @Override
    public void error(String message, LogEvent event, Throwable cause) {
      error(message, cause);
    }

    @Override
    public synchronized void error(String message, Throwable cause) {
      if (said) return;
      said = true;
      Throwable why = cause == null || cause.getCause() == null ? cause : cause.getCause();
      System.err.println(
          file + " cannot be written, the full log is cut: " + (why == null ? message : why));
    }
  }

  private static Configuration configuration() {
    return context().getConfiguration();
  }

  private static LoggerContext context() {
    return (LoggerContext) LogManager.getContext(false);
  }
}
