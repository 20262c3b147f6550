package org.denselab.analysis.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.data.Document;
import org.denselab.data.MemoryCollection;
import org.denselab.data.Qrels;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;
import org.junit.jupiter.api.Test;

class TextSampleTest {
  private static final int SIZE = 60;

  @Test
  void drawsBySeedAlone() {
    var sample = TextSample.draw(collection(), "test", 30, 42);
    assertThat(sample).isEqualTo(TextSample.draw(collection(), "test", 30, 42));
    assertThat(sample.queries()).hasSize(30).doesNotHaveDuplicates();
    assertThat(sample.passages()).hasSize(30).doesNotHaveDuplicates();
    assertThat(TextSample.draw(collection(), "test", 30, 43).queries())
        .isNotEqualTo(sample.queries());
    for (int i = 0; i < 30; i++) {
      String number = sample.queries().get(i).id().substring(1);
      assertThat(sample.golds().get(i).id()).isIn("d" + number, "d0");
    }
    assertThat(sample.golds()).extracting(Document::id).contains("d0");
  }

  @Test
  void takesAllWhereThereAreFewAndRefusesTooFew() {
    var all = TextSample.draw(collection(), "test", 1000, 1);
    // a query without a positive, and one whose positive the collection lacks, are left out
    assertThat(all.queries()).hasSize(SIZE - 2);
    assertThat(all.passages()).hasSize(SIZE);
    assertThatThrownBy(() -> TextSample.draw(collection(), "few", 1000, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("1 queries in its split few");
  }

  private static MemoryCollection collection() {
    List<Document> documents = new ArrayList<>();
    List<Query> queries = new ArrayList<>();
    Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
    for (int i = 0; i < SIZE; i++) {
      documents.add(new Document("d" + i, "", "text " + i));
      queries.add(new Query("q" + i, "question " + i));
      grades.put("q" + i, i == 0 ? Map.of("d0", 1) : Map.of("d" + i, 1, "d0", 1));
    }
    grades.put("q3", Map.of("d3", 0));
    grades.put("q4", Map.of("elsewhere", 1));
    var set = new QuerySet("test", queries, new Qrels(grades), Map.of());
    var few = new QuerySet("few", queries.subList(0, 1), new Qrels(grades), Map.of());
    return new MemoryCollection("c", "f", false, documents, Map.of("test", set, "few", few));
  }
}
