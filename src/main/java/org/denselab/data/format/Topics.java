package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Queries as MS MARCO and TREC DL have them: id, tab, text. */
public record Topics() implements QueryFormat {
  @Override
  public String name() {
    return "topics";
  }

  @Override
  public String says() {
    return "two tab-separated columns: query id, text";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.everyLine(line -> line.split("\t", -1).length == 2)
        && (named(sample) || !MsMarcoCollection.named(sample));
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.of(
        Feature.QUERY_IDS, Feature.OUTER_BLANKS, Feature.QUERIES, Feature.UNJUDGED_QUERIES);
  }

  @Override
  public Stream<Placed<Topic>> read(Path file) {
    return TextFile.filled(file)
        .map(
            line -> {
              String[] columns = Tsv.idAndText(line);
              return Placed.at(line, new Topic(columns[0], columns[1], "", ""));
            });
  }

  @Override
  public void write(Path file, Stream<Topic> topics) throws IOException {
    Tsv.write(file, topics.map(topic -> List.of(topic.id(), topic.title())));
  }

  /** Whether the file's name says that it holds queries. */
  static boolean named(Sample sample) {
    return sample.fileName().matches("(?i).*(topic|quer).*");
  }
}
