package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.denselab.data.Qrels;

/** TREC's four columns. */
public record TrecQrels() implements JudgmentFormat {
  @Override
  public String name() {
    return "qrels";
  }

  @Override
  public String says() {
    return "four columns: query, iteration, document, grade";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.everyLine(
        line -> {
          var fields = Fields.of(new Line(sample.path(), 1, line));
          return fields.size() == 4 && fields.getLast().matches("-?\\d+(\\.0+)?");
        });
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.of(Feature.QUERY_IDS, Feature.PASSAGE_IDS, Feature.JUDGMENTS, Feature.GRADES);
  }

  @Override
  public void write(Path file, Qrels qrels) throws IOException {
    QrelsFile.write(file, qrels);
  }
}
