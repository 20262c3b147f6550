package org.denselab.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.denselab.data.convert.Conversion;
import org.denselab.data.format.Formats;
import org.denselab.data.format.Survey;

/** {@code -Dverb=convert}: writes a dataset in another format. */
final class ConvertVerb {
  private ConvertVerb() {}

  static int run(CommandLine line) throws IOException {
    String from = line.require("from", "data/train.jsonl");
    Path to = Path.of(line.require("to", "data/train-tevatron.jsonl"));
    var format = Formats.named(line.require("format", "tevatron"));
    var conversion = new Conversion(from, format, to, line.get("split"), line.flag("lossy"));
    Conversion.Done done = conversion.run();
    System.out.println("read    " + from + ", taken for " + done.taken());
    System.out.println("written " + to + ", as " + format.name());
    if (!done.lost().isEmpty())
      System.out.println("left out, as you said: " + Survey.inWords(done.lost()));
    return ExitCode.DONE;
  }
}
