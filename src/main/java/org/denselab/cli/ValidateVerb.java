package org.denselab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import org.denselab.analysis.TokenLength;
import org.denselab.analysis.Validation;
import org.denselab.analysis.ValidationTable;
import org.denselab.analysis.Validator;
import org.denselab.base.Progress;
import org.denselab.data.format.Formats;

/**
 * {@code -Dverb=validate}: what data holds, and whether it is sound. Ends with 0 where it is, with
 * 1 where it can be read and something in it would spoil a study, with 2 where it cannot be read.
 */
final class ValidateVerb {
  private ValidateVerb() {}

  static int run(CommandLine line) throws IOException {
    var terminal = Terminal.detect();
    Progress.Source progress =
        terminal.interactive() ? new RunProgress(new TerminalProgress(terminal)) : Progress.SILENT;
    var taken = Formats.of(line.require("data", "/data/support"));
    Validation validation;
    try (var tokens = tokens(line, taken, progress)) {
      validation = Validator.validate(taken, tokens.length(), progress);
    }
    if (line.flag("json")) System.out.println(json(validation));
    else ValidationTable.lines(validation).forEach(terminal.out()::println);
    return validation.sound() ? ExitCode.DONE : ExitCode.EXPECTATION_FELL_SHORT;
  }

  private static TokenLength tokens(CommandLine line, Formats.Taken taken, Progress.Source progress)
      throws IOException {
    var folder = line.get("tokenizer");
    return folder.isPresent()
        ? TokenLength.of(Path.of(folder.get()))
        : TokenLength.trainedOn(taken, progress);
  }

  private static String json(Validation validation) throws JsonProcessingException {
    return new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(validation);
  }
}
