package org.denselab.data.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.data.Datasets;
import org.denselab.data.Document;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;
import org.junit.jupiter.api.Test;

class SearchTaskTest {
  private static final Collection SEARCH = (Collection) Datasets.open("atlas/search");
  private static final Map<String, String> TEXTS = texts(SEARCH);

  static Map<String, String> texts(Collection collection) {
    try (var documents = collection.corpus().documents()) {
      return documents.collect(Collectors.toMap(Document::id, Document::text));
    }
  }

  @Test
  void noGoldIsInTwoSplits() {
    Set<String> seen = new HashSet<>();
    for (String split : SEARCH.splits()) {
      Set<String> golds = new HashSet<>();
      SEARCH.queries(split).qrels().grades().values().forEach(of -> golds.addAll(of.keySet()));
      for (String gold : golds) assertThat(seen.add(gold)).as(gold + " in " + split).isTrue();
    }
  }

  @Test
  void noFactIsInTwoSplitsAndEveryRelationAndSeenEntityIsInTraining() {
    var splits = FactSplits.draw(Domain.ALL, AtlasSettings.DEFAULT.seed());
    assertThat(splits.of().keySet().stream().map(Fact::id)).doesNotHaveDuplicates();
    var relations = splits.in(Split.TRAIN).stream().map(Fact::relation).collect(Collectors.toSet());
    var entities = splits.byEntity(Split.TRAIN).keySet();
    for (Fact fact : splits.of().keySet()) {
      assertThat(relations).contains(fact.relation());
      assertThat(entities.contains(fact.entity()))
          .as(fact.id())
          .isNotEqualTo(splits.heldOut().contains(fact.entity()));
    }
    double all = splits.of().size();
    assertThat(splits.in(Split.TRAIN).size() / all).isBetween(0.66, 0.74);
    assertThat(splits.in(Split.TEST).size() / all).isBetween(0.18, 0.24);
    assertThat(splits.in(Split.DEV).size() / all).isBetween(0.06, 0.12);
  }

  @Test
  void theMismatchSliceSharesNoContentWordWithItsGold() {
    for (String split : SEARCH.splits()) {
      QuerySet set = SEARCH.queries(split);
      Set<String> slice = set.slices().get("mismatch");
      for (Query query : set.queries()) {
        boolean shares = false;
        for (String gold : set.qrels().of(query.id()).keySet())
          shares |=
              ContentWords.shared(ContentWords.of(query.text()), ContentWords.of(TEXTS.get(gold)))
                  > 0;
        assertThat(slice.contains(query.id())).as(query + split).isNotEqualTo(shares);
      }
      assertThat(slice.size() / (double) set.queries().size()).isBetween(0.35, 0.55);
    }
  }

  @Test
  void theKnobSetsTheShareOfMismatch() {
    for (double mismatch : List.of(0.0, 1.0)) {
      var task = (Collection) Datasets.open("atlas/search", new AtlasSettings(1, mismatch));
      QuerySet test = task.queries("test");
      int slice = test.slices().getOrDefault("mismatch", Set.of()).size();
      double share = slice / (double) test.queries().size();
      assertThat(share).isBetween(mismatch - 0.1, mismatch + 0.1);
      assertThat(task.fingerprint()).isNotEqualTo(SEARCH.fingerprint());
    }
    assertThatThrownBy(() -> new AtlasSettings(1, 1.5)).isInstanceOf(BadInput.class);
  }

  @Test
  void sizesAreAsDocumented() {
    assertThat(SEARCH.synthetic()).isTrue();
    assertThat(SEARCH.corpus().size()).isBetween(1900L, 2800L);
    assertThat(SEARCH.queries("train").queries()).hasSizeBetween(2200, 4000);
    QuerySet test = SEARCH.queries("test");
    double unseen = test.slices().get("unseen-entity").size() / (double) test.queries().size();
    assertThat(unseen).isBetween(0.06, 0.11);
  }

  @Test
  void unknownNamesAreAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Datasets.open("atlas/serach"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("did you mean atlas/search?");
  }
}
