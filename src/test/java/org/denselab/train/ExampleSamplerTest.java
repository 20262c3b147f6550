package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.denselab.base.BadInput;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.text.TokenizedText;
import org.denselab.train.SamplerSettings.LastBatch;
import org.junit.jupiter.api.Test;

class ExampleSamplerTest {
  @Test
  void coversAnEpochOnceAndIsTheSameEachTime() {
    var set = set(examples(50));
    var sampler = new ExampleSampler(set, settings(8, LastBatch.KEEP, 1));
    var seen = new ArrayList<String>();
    for (int i = 0; i < sampler.batchesAnEpoch(); i++) {
      var batch = sampler.next();
      assertThat(new HashSet<>(batch.ids())).hasSameSizeAs(batch.ids());
      seen.addAll(batch.ids());
    }
    assertThat(seen).doesNotHaveDuplicates().hasSize(50);
    assertThat(sampler.cursor()).isEqualTo(new Cursor(1, 0));
    var again = new ExampleSampler(set, settings(8, LastBatch.KEEP, 1));
    assertThat(again.next().ids()).isEqualTo(seen.subList(0, 8));
    var other = new ExampleSampler(set, settings(8, LastBatch.KEEP, 2));
    assertThat(other.next().ids()).isNotEqualTo(seen.subList(0, 8));
  }

  @Test
  void aRestoredCursorContinuesInMidEpoch() {
    var set = set(examples(30));
    var whole = new ExampleSampler(set, settings(4, LastBatch.KEEP, 3));
    for (int i = 0; i < 11; i++) whole.next();
    var resumed = new ExampleSampler(set, settings(4, LastBatch.KEEP, 3));
    resumed.seek(whole.cursor());
    for (int i = 0; i < 9; i++) {
      var a = whole.next();
      var b = resumed.next();
      assertThat(a.ids()).isEqualTo(b.ids());
      assertThat(Arrays.deepEquals(a.passages(), b.passages())).isTrue();
    }
  }

  @Test
  void theLastBatchIsKeptOrDropped() {
    var set = set(examples(10));
    assertThat(new ExampleSampler(set, settings(4, LastBatch.KEEP, 1)).batchesAnEpoch())
        .isEqualTo(3);
    assertThat(new ExampleSampler(set, settings(4, LastBatch.DROP, 1)).batchesAnEpoch())
        .isEqualTo(2);
    assertThatThrownBy(() -> new ExampleSampler(set, settings(11, LastBatch.DROP, 1)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("train.batch");
  }

  @Test
  void theSameQuestionIsNeverTwiceInABatch() {
    var examples = new ArrayList<>(examples(12));
    for (int i = 0; i < 6; i++)
      examples.add(
          new Example("again" + i, " What is  THIS?", List.of(doc("x" + i)), List.of(), List.of()));
    var sampler = new ExampleSampler(set(examples), settings(4, LastBatch.KEEP, 5));
    var seen = new ArrayList<String>();
    for (int i = 0; i < sampler.batchesAnEpoch(); i++) {
      var ids = sampler.next().ids();
      assertThat(ids.stream().filter(id -> id.startsWith("again"))).hasSizeLessThanOrEqualTo(1);
      seen.addAll(ids);
    }
    assertThat(seen).hasSize(18);
  }

  @Test
  void noPositiveOfAQueryIsEverItsNegative() {
    var shared = new Document("s", "", "shared text");
    var copy = new Document("copy", "", "Shared  TEXT");
    var examples =
        List.of(
            new Example("a", "qa", List.of(shared, doc("pa")), List.of(copy, doc("na")), List.of()),
            new Example("b", "qb", List.of(shared), List.of(doc("nb")), List.of()),
            new Example("c", "qc", List.of(copy), List.of(doc("pa")), List.of()));
    var set = set(examples);
    assertThat(set.falseNegatives()).as("copy, mined for a").isEqualTo(1);
    for (long seed = 0; seed < 20; seed++) {
      var batch = new ExampleSampler(set, settings(3, LastBatch.KEEP, seed)).next();
      long expected = 0;
      for (int row = 0; row < 3; row++) {
        String id = batch.ids().get(row);
        for (int column = 0; column < batch.passages().length; column++) {
          String passage = batch.passages()[column].length == 2 ? "shared" : "other";
          boolean counted = batch.columns()[row].get(column);
          boolean mine = column == batch.positive()[row];
          if (passage.equals("shared") && !mine) {
            assertThat(counted).as("row %s, shared text", id).isFalse();
            expected++;
          }
        }
      }
      assertThat(batch.masked()).isGreaterThanOrEqualTo(expected);
    }
  }

  @Test
  void withoutInBatchNegativesARowSeesItsOwnPassagesOnly() {
    var settings = new SamplerSettings(4, 2, false, false, LastBatch.KEEP, 1);
    var batch = new ExampleSampler(set(examples(8)), settings).next();
    for (int row = 0; row < 4; row++)
      assertThat(batch.columns()[row].stream().toArray())
          .containsExactlyInAnyOrder(batch.own()[row]);
    var positivesOnly = new SamplerSettings(4, 2, true, false, LastBatch.KEEP, 1);
    var other = new ExampleSampler(set(examples(8)), positivesOnly).next();
    assertThat(other.columns()[0].cardinality()).isEqualTo(4 + 2);
    var all = new ExampleSampler(set(examples(8)), settings(4, LastBatch.KEEP, 1)).next();
    assertThat(all.columns()[0].cardinality()).isEqualTo(12);
  }

  @Test
  void positivesAndNegativesAreDrawnAnewEachEpoch() {
    var positives = IntStream.range(0, 5).mapToObj(i -> doc("p" + "p".repeat(i))).toList();
    var negatives = IntStream.range(0, 20).mapToObj(i -> doc("n" + i)).toList();
    var set = set(List.of(new Example("a", "q", positives, negatives, List.of())));
    var sampler = new ExampleSampler(set, new SamplerSettings(1, 3, true, true, LastBatch.KEEP, 9));
    var drawn = new HashSet<String>();
    for (int epoch = 0; epoch < 40; epoch++) {
      var batch = sampler.next();
      assertThat(batch.own()[0]).hasSize(4).doesNotHaveDuplicates();
      drawn.add(Arrays.toString(batch.passages()[0]));
    }
    assertThat(drawn).as("each positive sooner or later").hasSize(5);
  }

  @Test
  void scoresAreRefusedOrUsedNeverIgnored() {
    var scored =
        List.of(new Example("a", "q", List.of(doc("p")), List.of(doc("n")), List.of(2.0, 1.0)));
    assertThatThrownBy(() -> set(scored)).isInstanceOf(BadInput.class).hasMessageContaining("kl");
    var set =
        new TrainingSet(scored, ExampleSamplerTest::tokens, ExampleSamplerTest::tokens, Teacher.KL);
    var batch = new ExampleSampler(set, settings(1, LastBatch.KEEP, 1)).next();
    assertThat(batch.teacher()[0]).containsExactly(2, 1);
    assertThatThrownBy(
            () ->
                new TrainingSet(
                    examples(1),
                    ExampleSamplerTest::tokens,
                    ExampleSamplerTest::tokens,
                    Teacher.KL))
        .isInstanceOf(BadInput.class);
  }

  @Test
  void anIdWithTwoTextsIsRefused() {
    var a = new Example("a", "q", List.of(new Document("d", "", "one")), List.of(), List.of());
    var b = new Example("b", "r", List.of(new Document("d", "", "two")), List.of(), List.of());
    assertThatThrownBy(() -> set(List.of(a, b)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("passage d");
  }

  @Test
  void oneOfSeveralInstructionsIsDrawnForEachQueryAndEpoch() {
    List<Function<String, TokenizedText>> ways = new ArrayList<>();
    for (int way = 0; way < 5; way++) {
      int mark = 100 + way;
      ways.add(text -> TokenizedText.of(new int[] {mark, text.length()}));
    }
    var set = new TrainingSet(examples(40), ways, ExampleSamplerTest::tokens, Teacher.REFUSE);
    var sampler = new ExampleSampler(set, settings(8, LastBatch.KEEP, 1));
    var other = new ExampleSampler(set, settings(4, LastBatch.KEEP, 1));
    Map<String, Integer> first = marks(sampler, 5);
    assertThat(first).hasSize(40);
    assertThat(new HashSet<>(first.values())).hasSize(5); // each way is drawn
    assertThat(marks(other, 10)).isEqualTo(first); // by seed, epoch and query alone
    assertThat(marks(sampler, 5)).isNotEqualTo(first); // anew in the next epoch
  }

  private static Map<String, Integer> marks(ExampleSampler sampler, int batches) {
    Map<String, Integer> marks = new HashMap<>();
    for (int i = 0; i < batches; i++) {
      var batch = sampler.next();
      for (int row = 0; row < batch.ids().size(); row++)
        marks.put(batch.ids().get(row), batch.queries()[row][0]);
    }
    return marks;
  }

  private static SamplerSettings settings(int batch, LastBatch last, long seed) {
    return new SamplerSettings(batch, 2, true, true, last, seed);
  }

  static List<Example> examples(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Example(
                    "q" + i,
                    i == 0 ? "what is this?" : "query " + i,
                    List.of(doc("p" + i)),
                    List.of(doc("n" + i), doc("m" + i), doc("o" + i)),
                    List.of()))
        .toList();
  }

  private static Document doc(String id) {
    return new Document(id, "", "text " + id + " filler".repeat(id.length()));
  }

  static TrainingSet set(List<Example> examples) {
    return new TrainingSet(
        examples, ExampleSamplerTest::tokens, ExampleSamplerTest::tokens, Teacher.REFUSE);
  }

  private static TokenizedText tokens(String text) {
    return TokenizedText.of(ids(text));
  }

  /** One id a word: its hash. */
  static int[] ids(String text) {
    return Arrays.stream(text.strip().split("\\s+"))
        .mapToInt(word -> Math.floorMod(word.toLowerCase(java.util.Locale.ROOT).hashCode(), 997))
        .toArray();
  }
}
