package org.denselab.study.stage;

import java.util.stream.Stream;
import org.denselab.data.Corpus;
import org.denselab.data.Document;
import org.denselab.text.BoundTemplate;

/** What a model reads of each passage of a corpus: title and text joined, as it joins them. */
record ReadCorpus(Corpus whole, BoundTemplate template) implements Corpus {
  @Override
  public long size() {
    return whole.size();
  }

  @Override
  public Stream<Document> documents() {
    return whole.documents().map(one -> new Document(one.id(), "", template.read(one.joined())));
  }
}
