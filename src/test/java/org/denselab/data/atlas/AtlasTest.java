package org.denselab.data.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.base.Sha256;
import org.denselab.data.Collection;
import org.denselab.data.Datasets;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.data.Pairs;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtlasTest {
  private static final Pattern SMELLS =
      Pattern.compile(
          " {2}|[{}]| [.,?]( |$)|\\.\\.|\\b(the the|of of|a an|an a|a the|the"
              + " a)\\b|\\bnull\\b|[a-z]\\?[A-Z]|\\b[Aa] (?!user|ewe|uni)[aeiou]|\\b[Aa]n"
              + " [bcdfgjklmnpqrstvwxyz]",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Atlas ATLAS = new Atlas(AtlasSettings.DEFAULT);
  private static final Map<String, Collection> COLLECTIONS = new HashMap<>();

  private static Collection collection(String name) {
    return COLLECTIONS.computeIfAbsent(name, n -> (Collection) ATLAS.dataset(n));
  }

  private static List<Document> documents(Collection collection) {
    try (var documents = collection.corpus().documents()) {
      return documents.toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "atlas/search, 3c2e92626c5f",
    "atlas/multihop, ad30c879317f",
    "atlas/conversation, 7084cf8343d3",
    "atlas/tools, 92879acbfbcd",
    "atlas/nli, 5cbf3575bd65",
    "atlas/sts, f998806a75a2",
    "atlas/long, a07f0c927650"
  })
  void theBytesChangeOnlyWithTheVersion(String name, String digest) {
    assertThat(Datasets.open(name).fingerprint()).startsWith(digest);
    assertThat(new Atlas(AtlasSettings.DEFAULT).dataset(name).fingerprint()).startsWith(digest);
    assertThat(new Atlas(new AtlasSettings(2, 0.45)).dataset(name).fingerprint())
        .doesNotStartWith(digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "multihop", "conversation", "tools", "long"})
  void splitsAreApart(String task) {
    Collection collection = collection("atlas/" + task);
    assertThat(collection.splits()).containsExactly("train", "dev", "test");
    Map<String, String> ownerOfGold = new HashMap<>();
    Map<String, String> ownerOfQuery = new HashMap<>();
    for (String split : collection.splits()) {
      QuerySet set = collection.queries(split);
      assertThat(set.queries().stream().map(Query::text)).as(split).doesNotHaveDuplicates();
      for (Query query : set.queries()) {
        assertThat(ownerOfQuery.putIfAbsent(query.text(), split))
            .as(query.text())
            .isIn(null, split);
        assertThat(set.qrels().of(query.id())).isNotEmpty();
        for (String gold : set.qrels().of(query.id()).keySet()) {
          assertThat(ownerOfGold.putIfAbsent(gold, split)).as(gold).isIn(null, split);
        }
      }
      set.slices()
          .values()
          .forEach(ids -> assertThat(set.qrels().grades().keySet()).containsAll(ids));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "tools"})
  void theSplitsShareNoThirteenWords(String task) {
    Collection collection = collection("atlas/" + task);
    Map<String, String> texts = new HashMap<>();
    for (Document document : documents(collection))
      texts.put(document.id(), document.title() + " " + document.text());
    Map<String, String> ownerOfRun = new HashMap<>();
    Set<String> shared = new HashSet<>();
    for (String split : collection.splits()) {
      QuerySet set = collection.queries(split);
      List<String> ofSplit = new ArrayList<>(set.queries().stream().map(Query::text).toList());
      for (var golds : set.qrels().grades().values())
        golds.keySet().forEach(gold -> ofSplit.add(texts.get(gold)));
      for (String text : ofSplit)
        for (String run : WordRuns.of(text))
          if (!ownerOfRun.computeIfAbsent(run, _ -> split).equals(split)) shared.add(run);
    }
    assertThat(ownerOfRun).hasSizeGreaterThan(500);
    assertThat(shared).isEmpty();
  }

  @Test
  void textAndTriplesShowNothingOfDevAndTest() {
    Set<String> hidden = new HashSet<>();
    for (String task : List.of("search", "multihop", "conversation", "tools", "long")) {
      Collection collection = collection("atlas/" + task);
      Map<String, String> texts = new HashMap<>();
      documents(collection).forEach(document -> texts.put(document.id(), document.joined()));
      for (String split : List.of("dev", "test")) {
        QuerySet set = collection.queries(split);
        set.qrels().grades().values().stream()
            .flatMap(golds -> golds.keySet().stream())
            .forEach(gold -> hidden.addAll(WordRuns.of(texts.get(gold))));
      }
    }
    assertThat(hidden).hasSizeGreaterThan(1000);
    List<String> shown = new ArrayList<>(ATLAS.text().paragraphs().toList());
    for (Example triple : ((Pairs) ATLAS.dataset("atlas/nli")).triples())
      shown.addAll(
          List.of(
              triple.query(),
              triple.positives().getFirst().text(),
              triple.negatives().getFirst().text()));
    assertThat(shown.stream().flatMap(text -> WordRuns.of(text).stream()).filter(hidden::contains))
        .isEmpty();
  }

  @Test
  void noPassageOccursTwiceAndNothingSmells() {
    for (String task : List.of("search", "tools", "long")) {
      Collection collection = collection("atlas/" + task);
      assertThat(documents(collection).stream().map(Document::joined)).doesNotHaveDuplicates();
      assertThat(documents(collection).stream().map(Document::id)).doesNotHaveDuplicates();
    }
    Stream<String> texts =
        Stream.of("search", "multihop", "conversation", "tools", "long")
            .map(task -> collection("atlas/" + task))
            .flatMap(
                collection ->
                    Stream.concat(
                        documents(collection).stream().map(Document::text),
                        collection.splits().stream()
                            .flatMap(split -> collection.queries(split).queries().stream())
                            .map(Query::text)));
    assertThat(
            Stream.concat(texts, ATLAS.text().paragraphs())
                .map(SMELLS::matcher)
                .filter(Matcher::find)
                .map(smell -> smell.group())
                .distinct())
        .isEmpty();
  }

  @Test
  void pairsAreGradedAndTriplesDiffer() {
    Pairs sts = (Pairs) ATLAS.dataset("atlas/sts");
    assertThat(sts.triples()).isEmpty();
    assertThat(sts.scored()).hasSizeBetween(400, 700);
    for (int score = 0; score <= 5; score++) {
      double wanted = score;
      assertThat(sts.scored().stream().filter(pair -> pair.score() == wanted))
          .hasSizeGreaterThan(50);
    }
    assertThat(sts.scored()).noneMatch(pair -> pair.first().equals(pair.second()));
    List<Example> triples = ((Pairs) ATLAS.dataset("atlas/nli")).triples();
    assertThat(triples).hasSizeBetween(3000, 4500);
    for (Example triple : triples)
      assertThat(
              Set.of(
                  triple.query(),
                  triple.positives().getFirst().text(),
                  triple.negatives().getFirst().text()))
          .as(triple.query())
          .hasSize(3);
  }

  @Test
  void textHasTheStatedSizeAndIsTheSameEveryTime() {
    List<String> lines = ATLAS.text().paragraphs().toList();
    long bytes = lines.stream().mapToLong(String::length).sum();
    assertThat(bytes).isBetween(150_000L, 310_000L);
    assertThat(Datasets.text("atlas/text").paragraphs()).isEqualTo(lines);
    assertThat(Sha256.of(lines.toArray(String[]::new))).startsWith("159365dfa918");
    assertThatThrownBy(() -> Datasets.text("atlas/txt"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("did you mean atlas/text?");
  }

  @Test
  void needlesStandAtTheirDepth() {
    Collection collection = collection("atlas/long");
    Map<String, String> texts = new HashMap<>();
    documents(collection).forEach(document -> texts.put(document.id(), document.text()));
    var passages = new HashMap<String, String>();
    documents(collection("atlas/search")).forEach(d -> passages.put("l" + d.id(), d.text()));
    QuerySet test = collection.queries("test");
    for (int depth : List.of(0, 25, 50, 75, 100))
      for (String query : test.slices().get("depth-" + depth)) {
        String gold = test.qrels().of(query).keySet().iterator().next();
        assertThat(test.evidence()).containsEntry(query, passages.get(gold));
        double at = texts.get(gold).indexOf(passages.get(gold));
        double room = texts.get(gold).length() - passages.get(gold).length();
        assertThat(at / room).isBetween(depth / 100.0 - 0.15, depth / 100.0 + 0.15);
      }
  }
}
