package org.denselab.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.denselab.analysis.Contamination.Overlap;
import org.junit.jupiter.api.Test;

class ContaminationTest {
  private static String words(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> "w" + i)
        .collect(Collectors.joining(" "));
  }

  private static Overlap overlap(Map<String, String> test, String... source) {
    var contamination = new Contamination();
    contamination.test("queries", test);
    return contamination.in("text", Stream.of(source)).getFirst();
  }

  @Test
  void thirteenWordsInARowAreFoundAndTwelveAreNot() {
    var test = Map.of("q", words(0, 20));
    assertThat(overlap(test, "before " + words(4, 13) + " after").grams()).isEqualTo(1);
    assertThat(overlap(test, "before " + words(4, 12) + " after").grams()).isZero();
    assertThat(overlap(test, words(0, 12), words(12, 8)).found()).isFalse();
    assertThat(overlap(test, words(7, 13)).grams()).isEqualTo(1);
  }

  @Test
  void textsAreComparedWithoutCasePunctuationAndSpacing() {
    Overlap exact = overlap(Map.of("a", "What  is IT?"), "what is it?");
    assertThat(exact).isEqualTo(new Overlap("text", "queries", 1, 1, 0, 1, List.of("a")));
    String spread = words(0, 13).replace(" ", ", ").toUpperCase(java.util.Locale.ROOT);
    assertThat(overlap(Map.of("a", words(0, 13)), spread + "!").grams()).isEqualTo(1);
  }

  @Test
  void aSourceThatSharesNothingFindsNothing() {
    long seed = 7;
    var random = new SplittableRandom(seed);
    String[] source =
        IntStream.range(0, 2000)
            .mapToObj(i -> words(random.nextInt(1 << 20), 40))
            .toArray(String[]::new);
    var test = Map.of("a", words(2_000_000, 40), "b", "short", "c", source[17]);
    Overlap found = overlap(test, source);
    assertThat(found.exact()).as("seed " + seed).isEqualTo(1);
    assertThat(found.grams()).isEqualTo(1);
    assertThat(found.tooShort()).isEqualTo(1);
    assertThat(found.examples()).containsExactly("c");
  }

  @Test
  void aSetOfHashesHoldsWhatWasAdded() {
    long seed = 11;
    var random = new SplittableRandom(seed);
    var set = new LongSet();
    long[] values = random.longs(50_000).toArray();
    for (long value : values) assertThat(set.add(value)).as("seed " + seed).isTrue();
    for (long value : values) assertThat(set.add(value)).isFalse();
    assertThat(set.add(0)).isTrue();
    assertThat(set.contains(0)).isTrue();
    assertThat(set.contains(random.nextLong())).isFalse();
    assertThat(set.size()).isEqualTo(50_001);
  }
}
