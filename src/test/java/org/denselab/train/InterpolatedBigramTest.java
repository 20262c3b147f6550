package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InterpolatedBigramTest {
  private static final int VOCABULARY = 30;

  @Test
  void probabilitiesOfWhatFollowsSumToOne() {
    var model = InterpolatedBigram.of(texts(.8, 60), VOCABULARY);
    for (int before = 0; before < VOCABULARY; before++) {
      int history = before;
      double sum =
          IntStream.range(0, VOCABULARY).mapToDouble(t -> model.probability(history, t)).sum();
      assertThat(sum).as("after %d", before).isCloseTo(1, within(1e-9));
    }
  }

  /** A source whose entropy is known: with chance .8 the next number, else any of 25. */
  @Test
  void comesCloseToTheEntropyOfASourceOfPairs() {
    var model = InterpolatedBigram.of(texts(.8, 3000), VOCABULARY);
    double next = .8 + .2 / 25;
    double entropy = -next * Math.log(next) - 24 * (.2 / 25) * Math.log(.2 / 25);
    double loss = model.loss(texts(.8, 400));
    assertThat(loss).isBetween(entropy - .06, entropy + .1);
  }

  /** Without structure, a bigram's weight must go to the single tokens. */
  @Test
  void isNoWorseThanSingleTokensWherePairsSayNothing() {
    var model = InterpolatedBigram.of(texts(0, 300), VOCABULARY);
    assertThat(model.loss(texts(0, 200))).isCloseTo(Math.log(25), within(.03));
  }

  @Test
  void aTokenNeverSeenHasAProbability() {
    var model = InterpolatedBigram.of(texts(.8, 60), VOCABULARY);
    assertThat(model.probability(1, 29)).isPositive();
    assertThat(model.probability(29, 1)).isPositive();
  }

  @Test
  void singleTokensAreCountedWithOneAdded() {
    var windows = TextWindows.of(Stream.of("a a a b", "c a"), new WordTokenizer(VOCABULARY), 8, 2);
    var frame = new Frame(new int[0], new int[0]);
    var sampler = new MaskedSampler(windows, frame, new MaskSettings(2, .999, 3, VOCABULARY, 1));
    // six tokens: a four times, b and c once
    double a = -Math.log(5.0 / (6 + VOCABULARY));
    double other = -Math.log(2.0 / (6 + VOCABULARY));
    assertThat(new Unigram(windows, VOCABULARY).loss(sampler, windows))
        .isCloseTo((4 * a + 2 * other) / 6, within(1e-9));
  }

  /** Numbers from 2 to 26 in texts of 12, the same for the same arguments. */
  private static List<int[]> texts(double ordered, int count) {
    var random = new SplittableRandom(count);
    List<int[]> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] text = new int[12];
      Arrays.setAll(text, at -> 2 + random.nextInt(25));
      for (int at = 1; at < text.length; at++)
        if (random.nextDouble() < ordered) text[at] = 2 + (text[at - 1] - 1) % 25;
      texts.add(text);
    }
    return texts;
  }
}
