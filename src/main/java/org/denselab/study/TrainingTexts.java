package org.denselab.study;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.denselab.base.Sha256;
import org.denselab.data.Collection;
import org.denselab.data.Document;
import org.denselab.data.Query;
import org.denselab.study.stage.TokenizerStage;

/**
 * What collections offer to train a tokenizer on: passages that no held-out query has as its gold,
 * and training queries. Test golds stay out (methods: contamination).
 */
record TrainingTexts(List<Collection> collections) implements TokenizerStage.Texts {
  @Override
  public String name() {
    return collections.stream().map(Collection::name).distinct().collect(Collectors.joining(", "));
  }

  @Override
  public String fingerprint() {
    var hash = new Sha256().add("training texts");
    collections.forEach(data -> hash.add(data.fingerprint()));
    return hash.hex();
  }

  @Override
  public Stream<String> open() {
    return collections.stream().flatMap(TrainingTexts::texts);
  }

  private static Stream<String> texts(Collection data) {
    var held =
        data.splits().stream()
            .filter(split -> !split.equals("train"))
            .flatMap(split -> data.queries(split).qrels().grades().values().stream())
            .flatMap(judged -> judged.keySet().stream())
            .collect(Collectors.toSet());
    Stream<String> passages =
        data.corpus().documents().filter(d -> !held.contains(d.id())).map(Document::joined);
    if (!data.splits().contains("train")) return passages;
    return Stream.concat(passages, data.queries("train").queries().stream().map(Query::text));
  }
}
