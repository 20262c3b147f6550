package org.denselab.data.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.denselab.data.Collection;
import org.denselab.data.Document;
import org.denselab.data.Pairs;
import org.denselab.data.Query;
import org.junit.jupiter.api.Test;

/** What docs/atlas.md quotes and counts is what Atlas holds. */
class AtlasDocsTest {
  private static final Pattern QUOTE = Pattern.compile("(?m)(^> .*\n)+");

  private final Atlas atlas = new Atlas(AtlasSettings.DEFAULT);
  private final String docs = Files.readString(Path.of("docs", "atlas.md"));

  AtlasDocsTest() throws IOException {}

  @Test
  void quotesAreReal() {
    Set<String> texts = new HashSet<>();
    for (String name : List.of("search", "multihop", "conversation", "tools")) {
      var collection = (Collection) atlas.dataset("atlas/" + name);
      try (var documents = collection.corpus().documents()) {
        documents.forEach(document -> texts.add(written(document)));
      }
      for (String split : collection.splits())
        collection.queries(split).queries().stream().map(Query::text).forEach(texts::add);
    }
    List<String> quotes =
        QUOTE
            .matcher(docs)
            .results()
            .map(quote -> quote.group().replaceAll("(?m)^> ", "").strip())
            .toList();
    assertThat(quotes).hasSizeGreaterThan(5);
    assertThat(quotes).filteredOn(quote -> !texts.contains(quote)).isEmpty();
  }

  @Test
  void countsAreRight() {
    for (String name : atlas.names())
      switch (atlas.dataset(name)) {
        case Collection task ->
            assertThat(docs)
                .containsPattern(
                    "`%s` \\| .* \\| %,d / %,d / %,d \\|"
                        .formatted(
                            name,
                            task.queries("train").queries().size(),
                            task.queries("dev").queries().size(),
                            task.queries("test").queries().size()));
        case Pairs pairs ->
            assertThat(docs)
                .contains(
                    "`%s` | %,d ".formatted(name, pairs.triples().size() + pairs.scored().size()));
      }
    var facts = FactSplits.draw(Domain.ALL, 1).of().keySet();
    long things = facts.stream().map(Fact::entity).distinct().count();
    long relations = facts.stream().map(Fact::relation).distinct().count();
    assertThat(docs)
        .contains("%,d facts about %d things".formatted(facts.size(), things))
        .contains("Each of %d relations".formatted(relations));
  }

  private static String written(Document document) {
    return document.title().isEmpty() ? document.text() : document.title() + ": " + document.text();
  }
}
