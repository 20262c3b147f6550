package org.denselab.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.denselab.engine.Batch;
import org.junit.jupiter.api.Test;

class PaddedTest {
  private static List<Padded> split(int... lengths) {
    return Padded.split(
        Batch.of(Arrays.stream(lengths).mapToObj(int[]::new).toArray(int[][]::new)));
  }

  @Test
  void everySequenceIsInOneGroupThatHoldsIt() {
    int[] lengths = IntStream.range(0, 100).map(i -> 1 + i * 37 % 300).toArray();
    List<Padded> groups = split(lengths);
    assertThat(groups.stream().flatMapToInt(g -> Arrays.stream(g.members())).sorted().toArray())
        .containsExactly(IntStream.range(0, 100).toArray());
    for (Padded group : groups) {
      assertThat(group.size()).isGreaterThanOrEqualTo(group.members().length);
      for (int i = 0; i < group.members().length; i++)
        assertThat(group.ids(i).length).isLessThanOrEqualTo(group.length());
    }
  }

  @Test
  void queriesAreNotPaddedToPassages() {
    int[] lengths = IntStream.range(0, 96).map(i -> i < 32 ? 16 : 48).toArray();
    List<Padded> groups = split(lengths);
    assertThat(groups).hasSize(2);
    assertThat(groups.stream().mapToInt(Padded::rows).sum()).isEqualTo(32 * 16 + 64 * 48);
  }

  @Test
  void fewShortSequencesAreNotWorthAPassOfTheirOwn() {
    assertThat(split(3, 7, 12, 16)).hasSize(1);
  }
}
