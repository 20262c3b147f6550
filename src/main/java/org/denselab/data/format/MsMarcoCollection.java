package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.data.Document;

/** MS MARCO's {@code collection.tsv}: id, tab, passage. */
public record MsMarcoCollection() implements PassageFormat {
  @Override
  public String name() {
    return "msmarco-collection";
  }

  @Override
  public String says() {
    return "two tab-separated columns: passage id, text";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.everyLine(line -> line.split("\t", -1).length == 2) && !Topics.named(sample);
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.of(Feature.PASSAGE_IDS, Feature.PASSAGES, Feature.UNJUDGED_PASSAGES);
  }

  @Override
  public Stream<Placed<Document>> read(Path file) {
    return TextFile.filled(file)
        .map(
            line -> {
              String[] columns = Tsv.idAndText(line);
              return Placed.at(line, new Document(columns[0], "", columns[1]));
            });
  }

  @Override
  public void write(Path file, Stream<Document> documents) throws IOException {
    Tsv.write(file, documents.map(document -> List.of(document.id(), document.joined())));
  }

  /** Whether the file's name says that it holds passages. */
  static boolean named(Sample sample) {
    return sample.fileName().matches("(?i).*(collection|corpus|passages|documents).*");
  }
}
