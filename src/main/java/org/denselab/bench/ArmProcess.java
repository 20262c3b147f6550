package org.denselab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.denselab.base.BadInput;

/** The other side of {@link Measuring}: a process that does steps when it is told to. */
final class ArmProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter orders;

  ArmProcess(ProcessBuilder builder) throws IOException {
    process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Waits until the model is there. */
  void ready() throws IOException {
    answer();
  }

  Step step() throws IOException {
    order(Measuring.STEP);
    return JSON.readValue(answer(), Step.class);
  }

  /** No step any more. */
  Reading end() throws IOException {
    order("end");
    return JSON.readValue(answer(), Reading.class);
  }

  private void order(String line) throws IOException {
    orders.write(line);
    orders.newLine();
    orders.flush();
  }

  private String answer() throws IOException {
    for (String line; (line = answers.readLine()) != null; )
      if (line.startsWith(Measuring.MARK)) return line.substring(Measuring.MARK.length());
    throw new BadInput("the process of an arm ended; what it said stands above");
  }

  @Override
  public void close() {
    process.destroy();
  }
}
