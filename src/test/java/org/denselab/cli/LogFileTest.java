package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFileTest {
  @TempDir private Path folder;

  @AfterEach
  void close() {
    LogFile.close();
  }

  @Test
  void aSecondStudyInOneJvmHasItsOwnFileAndEachLineOnce() throws IOException {
    var log = LogManager.getLogger("org.denselab.study.Any");
    Path first = folder.resolve("first.log");
    Path second = folder.resolve("second.log");

    LogFile.open(first);
    log.debug("of the first");
    LogFile.open(second);
    log.debug("of the second");
    LogFile.open(second);
    log.debug("more of the second");

    assertThat(LogFile.current()).contains(second);
    assertThat(Files.readAllLines(first)).hasSize(1).first().asString().endsWith("of the first");
    assertThat(Files.readAllLines(second)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai.djl.util.Any",
        "org.nd4j.linalg.factory.Any",
        "org.bytedeco.javacpp.Any",
        "org.apache.lucene.index.Any"
      })
  void librariesWarnInTheFileOnly(String library) throws IOException {
    var log = LogManager.getLogger(library);
    Path file = folder.resolve("libraries.log");

    LogFile.open(file);
    log.info("chatter");
    log.warn("careful");
    log.error("broken");

    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(configuration(library).getAppenders()).doesNotContainKey("console");
    assertThat(configuration("org.denselab.Any").getAppenders()).containsKey("console");
  }

  @Test
  void traceOfAnErrorIsInTheFile() throws IOException {
    Path file = folder.resolve("trace.log");
    LogFile.open(file);
    LogManager.getLogger(LogFileTest.class).debug("trace", new IllegalStateException("why"));
    assertThat(file).content().contains("IllegalStateException: why").contains("\tat ");
  }

  private static LoggerConfig configuration(String logger) {
    return ((LoggerContext) LogManager.getContext(false))
        .getConfiguration()
        .getLoggerConfig(logger);
  }
}
