package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.denselab.data.Qrels;

/** BEIR's three columns under a header. */
public record BeirQrels() implements JudgmentFormat {
  private static final List<String> HEADER = List.of("query-id", "corpus-id", "score");

  @Override
  public String name() {
    return "beir-qrels";
  }

  @Override
  public String says() {
    return "three columns under the header query-id, corpus-id, score";
  }

  @Override
  public boolean recognises(Sample sample) {
    if (sample.firstLine(line -> List.of(line.strip().split("\\s+")).equals(HEADER))) return true;
    boolean named = sample.fileName().matches("(?i).*qrel.*");
    return named
        && sample.everyLine(line -> Fields.of(new Line(sample.path(), 1, line)).size() == 3);
  }

  @Override
  public Set<Feature> carries() {
    return new TrecQrels().carries();
  }

  @Override
  public void write(Path file, Qrels qrels) throws IOException {
    QrelsFile.writeBeir(file, qrels);
  }
}
