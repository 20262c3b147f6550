package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.denselab.data.Run;

/** TREC runs. */
public record RunFormat() implements Format {
  @Override
  public String name() {
    return "run";
  }

  @Override
  public String says() {
    return "six columns: query Q0 document rank score tag";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.everyLine(
        line -> {
          var fields = line.strip().split("\\s+", -1);
          return fields.length == 6
              && fields[3].matches("-?\\d+")
              && fields[4].matches("[-+]?[\\d.]+([eE][-+]?\\d+)?");
        });
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.noneOf(Feature.class);
  }

  /** Reads it whole; see {@link RunFile}. */
  public Run read(Path file) {
    return RunFile.read(file);
  }

  /** Replaces the file, whole or not at all. */
  public void write(Path file, Run run) throws IOException {
    RunFile.write(file, run);
  }
}
