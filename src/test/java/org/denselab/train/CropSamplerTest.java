package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;

class CropSamplerTest {
  private static final Frame FRAME = new Frame(new int[] {1}, new int[] {2});

  @Test
  void bothCropsAreCutFromTheSameText() {
    var texts = texts(60);
    var sampler = new CropSampler(texts, FRAME, new CropSettings(10, .3, .6, .1, 1));
    Set<String> used = new HashSet<>();
    double tokens = 0;
    for (int b = 0; b < 6; b++) {
      var batch = sampler.next();
      for (int row = 0; row < 10; row++) {
        assertThat(batch.positive()[row]).isEqualTo(row);
        assertThat(batch.columns()[row].cardinality()).isEqualTo(10);
        used.add(batch.ids().get(row));
        int[] text = texts.get(Integer.parseInt(batch.ids().get(row).substring(5)));
        var words = Arrays.stream(text).boxed().collect(Collectors.toSet());
        for (int[] crop : new int[][] {batch.queries()[row], batch.passages()[row]}) {
          assertThat(crop[0]).isEqualTo(1);
          assertThat(crop[crop.length - 1]).isEqualTo(2);
          assertThat(crop.length).isBetween(3, 2 + (int) Math.ceil(.6 * text.length));
          assertThat(words).containsAll(IntStream.of(crop).filter(i -> i > 2).boxed().toList());
          tokens += crop.length;
        }
      }
    }
    assertThat(used).as("an epoch uses each text once").hasSize(60);
    assertThat(tokens / 6 / sampler.meanTokens()).isCloseTo(1, within(.1));
  }

  @Test
  void cropsDifferFromEpochToEpochAndCanBeTakenUpAgain() {
    var a = new CropSampler(texts(12), FRAME, new CropSettings(4, .2, .8, 0, 1));
    var b = new CropSampler(texts(12), FRAME, new CropSettings(4, .2, .8, 0, 1));
    for (int i = 0; i < 7; i++) a.next();
    b.seek(a.cursor());
    assertThat(a.cursor()).isEqualTo(new Cursor(2, 1));
    assertThat(Arrays.deepEquals(a.next().queries(), b.next().queries())).isTrue();
    b.seek(new Cursor(1, 1));
    assertThat(Arrays.deepEquals(a.next().queries(), b.next().queries())).isFalse();
  }

  @Test
  void textsAreWindowedAndNoneIsThereTwice() {
    var texts =
        TextWindows.of(
            Stream.of("a b c d e f g", "a b c", "x", "a b c d e f g"),
            new WordTokenizer(1000),
            3,
            2);
    assertThat(texts.size()).as("abc, def").isEqualTo(2);
    assertThatThrownBy(() -> TextWindows.of(Stream.of("x"), new WordTokenizer(9), 3, 2))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> new CropSampler(texts, FRAME, new CropSettings(3, .2, .8, 0, 1)))
        .isInstanceOf(BadInput.class);
  }

  private static TextWindows texts(int count) {
    var paragraphs =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    IntStream.range(0, 20 + i % 10)
                        .mapToObj(j -> "w" + (i * 100 + j))
                        .collect(Collectors.joining(" ")));
    return TextWindows.of(paragraphs, new WordTokenizer(100_000), 64, 2);
  }
}
