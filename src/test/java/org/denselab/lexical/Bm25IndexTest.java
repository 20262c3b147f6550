package org.denselab.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.data.Document;
import org.denselab.data.Hit;
import org.denselab.data.Query;
import org.denselab.lexical.Analysis.Stemming;
import org.denselab.lexical.Analysis.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Bm25IndexTest {
  @TempDir Path folder;

  @Test
  void scoresAreBm25() {
    try (var index =
        index(
            new Document("d1", "Cats", "chase mice"),
            new Document("d2", "", "cats and cats sleep long"),
            new Document("d3", "", "dogs bark"))) {
      // idf = ln(1 + (3 - 2 + .5) / (2 + .5)); lengths 3, 4 ("and" is dropped), 2; mean 3
      double idf = Math.log(1.6);
      assertThat(hits(index, "cat", 10)).extracting(Hit::docId).containsExactly("d2", "d1");
      assertThat(hits(index, "cat", 10).getFirst().score())
          .isCloseTo(idf * 2 / (2 + 0.9 * (0.6 + 0.4 * 4 / 3)), within(1e-6));
      assertThat(hits(index, "cat", 10).getLast().score()).isCloseTo(idf / (1 + 0.9), within(1e-6));
      assertThat(hits(index, "cat cats", 10).getLast().score())
          .isCloseTo(2 * idf / (1 + 0.9), within(1e-6));
    }
  }

  @Test
  void tiesAreBrokenByIdDescendingAlsoAtTheCutoff() {
    var documents = new ArrayList<Document>();
    for (int i = 0; i < 3000; i++) documents.add(new Document("d" + i, "", "same words here"));
    Collections.shuffle(documents, new Random(7));
    var last =
        documents.stream().map(Document::id).sorted(Collections.reverseOrder()).limit(5).toList();
    try (var index = index(documents.toArray(Document[]::new))) {
      assertThat(hits(index, "words", 5)).extracting(Hit::docId).isEqualTo(last);
    }
  }

  @Test
  void resultsDependNeitherOnThreadsNorOnTheOrderOfTheCorpus() {
    var random = new Random(3);
    var documents = new ArrayList<Document>();
    for (int i = 0; i < 500; i++) documents.add(new Document("d" + i, "", words(random, 20)));
    var queries =
        IntStream.range(0, 60).mapToObj(i -> new Query("q" + i, words(random, 6))).toList();
    try (var index = index(documents.toArray(Document[]::new))) {
      var one = index.search(queries, 20, 1, Progress.SILENT);
      assertThat(one.hits().keySet()).containsExactlyElementsOf(ids(queries));
      assertThat(index.search(queries, 20, 4, Progress.SILENT)).isEqualTo(one);
      Collections.shuffle(documents, random);
      Bm25Index.build(
          new ListCorpus(documents),
          folder.resolve("b"),
          Analysis.DEFAULT,
          ListCorpus.kept(folder),
          Progress.SILENT);
      try (var other = Bm25Index.open(folder.resolve("b"), Bm25.DEFAULT)) {
        assertThat(other.search(queries, 20, 2, Progress.SILENT)).isEqualTo(one);
        assertThat(other.fingerprint()).isNotEqualTo(index.fingerprint());
      }
    }
  }

  @Test
  void anyTextIsAQuery() {
    try (var index = index(new Document("d1", "", "w77 cats"), new Document("d2", "", "dogs"))) {
      String long_ =
          IntStream.range(0, 3000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
      assertThat(hits(index, long_, 10)).extracting(Hit::docId).containsExactly("d1");
      assertThat(hits(index, "+cats AND -(dogs \"^2~/", 10)).hasSize(2);
      assertThat(hits(index, "unseen", 10)).isEmpty();
      var queries =
          List.of(new Query("q1", "the of and"), new Query("q2", "cats"), new Query("q3", " "));
      assertThat(index.search(queries, 10, 1, Progress.SILENT).of("q1")).isEmpty();
      assertThat(index.withoutTerms(queries)).containsExactly("q1", "q3");
    }
  }

  @Test
  void analysisIsThatOfTheIndex() {
    var document = new Document("d1", "", "The dog's running");
    var unstemmed = new Analysis(Words.ENGLISH, Stemming.NONE);
    var standard = new Analysis(Words.STANDARD, Stemming.NONE);
    for (var analysis : List.of(Analysis.DEFAULT, unstemmed, standard)) {
      Bm25Index.build(
          new ListCorpus(List.of(document)),
          folder,
          analysis,
          ListCorpus.kept(folder),
          Progress.SILENT);
      try (var index = Bm25Index.open(folder, Bm25.DEFAULT)) {
        assertThat(index.analysis()).isEqualTo(analysis);
        boolean stemmed = analysis.equals(Analysis.DEFAULT);
        assertThat(hits(index, "runs", 1)).hasSize(stemmed ? 1 : 0);
        assertThat(hits(index, "RUNNING", 1)).hasSize(1);
        assertThat(hits(index, "the", 1)).hasSize(analysis.equals(standard) ? 1 : 0);
        assertThat(hits(index, "dog", 1)).hasSize(analysis.equals(standard) ? 0 : 1);
      }
    }
    assertThatThrownBy(() -> Analysis.parse("english"))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "unknown analyzer 'english': expected one of english or standard, a comma,"
                + " one of porter or none");
  }

  @Test
  void refusesWhatIsNoIndexOrNoCollection() throws Exception {
    assertThatThrownBy(() -> Bm25Index.open(folder.resolve("no"), Bm25.DEFAULT))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("no: no such folder");
    assertThatThrownBy(() -> Bm25Index.open(folder, Bm25.DEFAULT))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no Lucene index");
    assertThatThrownBy(() -> index()).isInstanceOf(BadInput.class).hasMessageContaining("passages");
    assertThatThrownBy(() -> index(new Document("d", "", "a b"), new Document("d", "", "c")))
        .isInstanceOf(BadInput.class)
        .hasMessage("the collection has 2 passages but only 1 different ids");
    assertThatThrownBy(() -> new Bm25(0.9f, 1.5f)).isInstanceOf(BadInput.class);
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> !file.getFileName().toString().startsWith("kept")))
          .as("nothing half-written")
          .isEmpty();
    }
  }

  private Bm25Index index(Document... documents) {
    Path target = folder.resolve("index");
    Bm25Index.build(
        new ListCorpus(List.of(documents)),
        target,
        Analysis.DEFAULT,
        ListCorpus.kept(folder),
        Progress.SILENT);
    return Bm25Index.open(target, Bm25.DEFAULT);
  }

  private static List<Hit> hits(Bm25Index index, String text, int k) {
    return index.search(List.of(new Query("q", text)), k, 1, Progress.SILENT).of("q");
  }

  private static List<String> ids(List<Query> queries) {
    return queries.stream().map(Query::id).toList();
  }

  private static String words(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> "w" + (int) (60 * random.nextDouble() * random.nextDouble()))
        .collect(Collectors.joining(" "));
  }
}
