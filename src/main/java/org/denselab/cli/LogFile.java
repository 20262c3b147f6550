package org.denselab.cli;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** The full log, libraries included, in a file beside the results. */
final class LogFile {
  private LogFile() {}

  /** From now on every line also goes to {@code file}, appended. */
  static void open(Path file) {
    var context = (LoggerContext) LogManager.getContext(false);
    var configuration = context.getConfiguration();
    var layout =
        PatternLayout.newBuilder()
            .withPattern("%d{ISO8601} %-5level [%t] %c{1} %m%n%ex")
            .withConfiguration(configuration)
            .build();
    var appender =
        FileAppender.newBuilder()
            .setName("file")
            .withFileName(file.toString())
            .setLayout(layout)
            .setConfiguration(configuration)
            .build();
    appender.start();
    configuration.addAppender(appender);
    configuration.getLoggers().values().forEach(l -> l.addAppender(appender, Level.DEBUG, null));
    context.updateLoggers();
  }
}
