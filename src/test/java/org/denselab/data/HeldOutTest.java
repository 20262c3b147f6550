package org.denselab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;

class HeldOutTest {
  private final Collection atlas = (Collection) Datasets.open("atlas/search");

  private static Set<String> ids(QuerySet set) {
    return set.queries().stream().map(Query::id).collect(Collectors.toSet());
  }

  @Test
  void trainingQueriesAreSharedOutByTheirIds() {
    var data = new HeldOut(atlas, "train", "chosen", 0.2);
    Set<String> train = ids(data.queries("train"));
    Set<String> held = ids(data.queries("chosen"));
    Set<String> both = new HashSet<>(train);
    both.addAll(held);
    assertThat(both).isEqualTo(ids(atlas.queries("train"))).hasSize(train.size() + held.size());
    assertThat(held.size() / (double) both.size()).isCloseTo(0.2, within(0.05));
    assertThat(data.queries("chosen").qrels().grades().keySet()).isEqualTo(held);
    assertThat(data.queries("train").qrels().grades().keySet()).isEqualTo(train);
    assertThat(data.queries("test")).isEqualTo(atlas.queries("test"));
    assertThat(data.splits()).isEqualTo(List.of("train", "chosen", "dev", "test"));
    assertThat(train).containsAll(ids(new HeldOut(atlas, "train", "chosen", 0.4).queries("train")));
    assertThat(data.fingerprint())
        .isNotEqualTo(atlas.fingerprint())
        .isNotEqualTo(new HeldOut(atlas, "train", "chosen", 0.4).fingerprint());
  }

  @Test
  void aSplitThatIsThereIsNotMadeAnew() {
    assertThatThrownBy(() -> new HeldOut(atlas, "train", "dev", 0.2))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("has a split dev of its own");
  }
}
