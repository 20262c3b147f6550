package org.denselab.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.data.Datasets;
import org.denselab.data.Document;
import org.denselab.data.Query;
import org.denselab.data.SharedData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeirFolderTest {
  @TempDir Path folder;

  @BeforeEach
  void aSmallCollection() throws IOException {
    put(
        "corpus.jsonl",
        "{\"_id\": \"d1\", \"title\": \"T\", \"text\": \"one\"}\n"
            + "{\"_id\": 2, \"text\": \"two\"}\n");
    put(
        "queries.jsonl",
        "{\"_id\": \"q1\", \"text\": \"first\"}\n{\"_id\": \"q2\", \"text\": \"\"}\n");
    put("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\tgone\t1\n");
  }

  private void put(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void readsDocumentsQueriesAndJudgments() throws IOException {
    var collection = new Beir().open(folder);
    assertThat(collection.corpus().size()).isEqualTo(2);
    for (int pass = 0; pass < 2; pass++)
      try (var documents = collection.corpus().documents()) {
        assertThat(documents)
            .containsExactly(new Document("d1", "T", "one"), new Document("2", "", "two"));
      }
    assertThat(collection.splits()).containsExactly("test");
    assertThat(collection.queries("test").queries()).containsExactly(new Query("q1", "first"));
    assertThat(collection.missingDocuments("test")).isEqualTo(1);
    assertThatThrownBy(() -> collection.queries("dev"))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("has no split dev; it has test");

    String before = collection.fingerprint();
    put("qrels/dev.tsv", "q1\td1\t1\n");
    assertThat(new Beir().open(folder).fingerprint()).isNotEqualTo(before);
    assertThat(new Beir().open(folder).splits()).containsExactly("dev", "test");
  }

  @Test
  void refusesWhatCannotBeUsed() throws IOException {
    put("qrels/test.tsv", "q2\td1\t1\n");
    assertThatThrownBy(() -> new Beir().open(folder).queries("test"))
        .hasMessageEndingWith("judged query q2 has no text");
    put("qrels/test.tsv", "q3\td1\t1\n");
    assertThatThrownBy(() -> new Beir().open(folder).queries("test"))
        .hasMessageContaining("judged query q3 is not in");
    put("corpus.jsonl", "{\"_id\": \"d1\", \"text\": \"a\"}\n{\"_id\": \"d1\", \"text\": \"b\"}\n");
    assertThatThrownBy(() -> new Beir().open(folder).corpus().size())
        .hasMessage(folder.resolve("corpus.jsonl") + ":2: document id d1 occurs twice");
    put("corpus.jsonl", "\n{\"id\": \"d1\", \"text\": \"a\"}\n");
    assertThatThrownBy(() -> new Beir().open(folder).corpus().size())
        .hasMessageContaining("corpus.jsonl:2: no \"_id\" among id, text");
    put("corpus.jsonl", "{\"_id\": \"d1\", \"text\": \n");
    assertThatThrownBy(() -> new Beir().open(folder).corpus().size())
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("corpus.jsonl:1:");
    put("corpus.jsonl", "");
    assertThatThrownBy(() -> new Beir().open(folder).corpus().size())
        .hasMessageContaining("holds no document");
    put("corpus.jsonl.gz", "");
    assertThatThrownBy(() -> new Beir().open(folder)).hasMessageContaining("keep one");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> Datasets.open(empty.toString()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("a folder with corpus.jsonl (beir)");
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Path copy = folder.resolve("copy");
    new Beir().write(copy, new Beir().open(folder));
    new Beir().write(copy, new Beir().open(folder));
    var read = new Beir().open(copy);
    assertThat(read.queries("test")).isEqualTo(new Beir().open(folder).queries("test"));
    try (var before = new Beir().open(folder).corpus().documents();
        var after = read.corpus().documents()) {
      assertThat(after).isEqualTo(before.toList());
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "adi, 82, test=35/170",
    "apibench, 1113, train=1832/1832 dev=262/262 test=523/523",
    "cacm, 3204, test=52/796",
    "cisi, 1460, test=76/3114",
    "cranfield, 1400, test=225/1837",
    "dstc11-conv, 10882, train=1490/6264 dev=213/817 test=426/1588",
    "entailmentbank, 12104, train=1311/5754 dev=187/816 test=339/1519",
    "medquad, 15767, train=12183/13952 dev=732/828 test=1407/1544",
    "msmarco-dl, 28606, dev=43/4337 test=54/5012",
    "qmsum, 232, train=1072/1072 dev=225/225 test=238/238",
    "squad11-small, 2067, train=5000/5000 dev=250/250 test=500/500",
    "squad11-tiny, 276, train=929/929 dev=100/100 test=200/200",
    "toollens, 464, train=9155/23633 dev=123/123 test=735/1237",
    "wikinews-title, 12151, train=10589/10589 dev=498/498 test=997/997"
  })
  void realCollectionsHaveTheStatedCounts(String name, long documents, String splits) {
    var collection = (Collection) Datasets.open(SharedData.path(name).toString());
    assertThat(collection.name()).isEqualTo(name);
    assertThat(collection.corpus().size()).isEqualTo(documents);
    var counts =
        collection.splits().stream()
            .map(
                split -> {
                  var set = collection.queries(split);
                  int judgments =
                      set.qrels().grades().values().stream()
                          .mapToInt(judged -> judged.size())
                          .sum();
                  assertThat(collection.missingDocuments(split)).as(split).isZero();
                  return split + "=" + set.queries().size() + "/" + judgments;
                });
    assertThat(String.join(" ", counts.toList())).isEqualTo(splits);
  }
}
