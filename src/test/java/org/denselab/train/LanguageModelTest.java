package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.denselab.base.Progress;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.graph.Parameter;
import org.junit.jupiter.api.Test;

class LanguageModelTest {
  private static final int MASK = 3;
  private static final int VOCABULARY = 41;

  @Test
  void gradientsAreThoseOfTheLossTheTiedTableOnce() {
    var encoder = new TokenVectors(VOCABULARY, 6);
    try (var head = new MaskedHead(encoder.table, .02, .02, 1)) {
      assertGradients(encoder, model(encoder, masked(), head), head);
    }
  }

  @Test
  void gradientsOfTheNextTokenTied() {
    var encoder = new TokenVectors(VOCABULARY, 6);
    try (var head = new CausalHead(encoder.table)) {
      assertThat(head.parameters()).isEmpty();
      assertGradients(encoder, model(encoder, causal(), head), head);
    }
  }

  @Test
  void gradientsOfTheNextTokenFromAMatrixOfItsOwn() {
    var encoder = new TokenVectors(VOCABULARY, 6);
    try (var head = new CausalHead(encoder.table.shape(), .02, 1)) {
      assertThat(head.parameters()).extracting(Parameter::name).containsExactly("lm_head.weight");
      assertGradients(encoder, model(encoder, causal(), head), head);
    }
  }

  /** By central differences. */
  private static void assertGradients(
      TokenVectors encoder, LanguageModel model, PredictionHead head) {
    var all = new ArrayList<Parameter>(List.of(encoder.table));
    all.addAll(head.parameters());
    // away from the symmetric start, so that every gradient is tried
    var random = new SplittableRandom(5);
    for (Parameter p : head.parameters())
      for (long i = 0; i < p.elements(); i++) add(p.values(), i, random.nextDouble() - .5);
    try (var gradients = new Gradients(all);
        var spare = new Gradients(all)) {
      model.accumulate(0, gradients);
      for (Parameter p : all)
        for (long i = 0; i < p.elements(); i += 1 + p.elements() / 40) {
          double h = 1e-2;
          add(p.values(), i, h);
          double up = loss(model, spare);
          add(p.values(), i, -2 * h);
          double down = loss(model, spare);
          add(p.values(), i, h);
          assertThat((double) at(gradients.of(p.name()), i))
              .as("%s, element %d", p.name(), i)
              .isCloseTo((up - down) / (2 * h), within(2e-3));
        }
    }
  }

  @Test
  void aboutAShareOfTheTokensIsMasked() {
    var texts = texts();
    var sampler = new MaskedSampler(texts, frame(), settings(.3));
    int masked = 0;
    int tokens = 0;
    for (int i = 0; i < 20; i++) {
      var batch = sampler.next();
      int offset = 0;
      for (int[] ids : batch.ids()) {
        assertThat(ids[0]).isEqualTo(1);
        assertThat(ids[ids.length - 1]).isEqualTo(2);
        tokens += ids.length - 2;
        offset += ids.length;
      }
      assertThat(batch.positions()).doesNotContain(0).hasSameSizeAs(batch.labels());
      assertThat(batch.positions()[batch.positions().length - 1]).isLessThan(offset - 1);
      int[] flat = Stream.of(batch.ids()).flatMapToInt(IntStream::of).toArray();
      for (int p : batch.positions()) if (flat[p] == MASK) masked++;
    }
    assertThat((double) masked / tokens).isBetween(.2, .28);
  }

  @Test
  void theNextTokenIsTheLabelAndAParagraphsEndIsPredicted() {
    var paragraphs = Stream.of("w1 w2 w3 w4 w5", "w6 w7");
    var windows = TextWindows.of(paragraphs, new WordTokenizer(VOCABULARY), 3, 2);
    var sampler = new CausalSampler(windows, frame(), 3, 1);
    var batch = sampler.heldOut(windows).findFirst().orElseThrow();
    assertThat(batch.ids()[0]).hasSize(4).startsWith(1); // cut: no end
    assertThat(batch.ids()[1]).hasSize(4).startsWith(1).endsWith(2);
    assertThat(batch.ids()[2]).hasSize(4).startsWith(1).endsWith(2);
    int[] flat = Stream.of(batch.ids()).flatMapToInt(IntStream::of).toArray();
    assertThat(batch.positions()).containsExactly(0, 1, 2, 4, 5, 6, 8, 9, 10);
    for (int i = 0; i < batch.positions().length; i++)
      assertThat(batch.labels()[i]).isEqualTo(flat[batch.positions()[i] + 1]);
  }

  @Test
  void heldOutMasksAreTheSameForEverySeedAndPass() {
    var one = new MaskedSampler(texts(), frame(), settings(.3));
    var other = new MaskedSampler(texts(), frame(), new MaskSettings(8, .3, MASK, VOCABULARY, 2));
    one.next();
    assertThat(labels(one)).isEqualTo(labels(one)).isEqualTo(labels(other)).isNotEmpty();
  }

  private static List<Integer> labels(PredictionSampler sampler) {
    return sampler.heldOut(texts()).flatMapToInt(b -> IntStream.of(b.labels())).boxed().toList();
  }

  @Test
  void learnsWhatTokensAreFrequent() throws IOException {
    var encoder = new TokenVectors(VOCABULARY, 6);
    try (var head = new MaskedHead(encoder.table, .02, .02, 1)) {
      var model = model(encoder, masked(), head);
      double before = model.score(texts()).loss();
      assertThat(before).isEqualTo(model.score(texts()).loss());
      try (var trainer =
          new Trainer(TrainerTest.settings(40, List.of(), 1), model, List.of(encoder.table))) {
        var losses = trainer.run(Progress.SILENT, (step, state) -> {}).losses();
        assertThat(losses[39]).isLessThan(losses[0] - .5);
      }
      assertThat(model.score(texts()).loss()).isLessThan(before - .5);
    }
  }

  private static LanguageModel model(
      TokenVectors encoder, PredictionSampler batches, PredictionHead head) {
    return new LanguageModel(
        encoder, batches, head, new LanguageModel.Settings("hidden.0", false, 1));
  }

  private static MaskedSampler masked() {
    return new MaskedSampler(texts(), frame(), settings(.15));
  }

  private static CausalSampler causal() {
    return new CausalSampler(texts(), frame(), 8, 1);
  }

  private static Frame frame() {
    return new Frame(new int[] {1}, new int[] {2});
  }

  private static MaskSettings settings(double probability) {
    return new MaskSettings(8, probability, MASK, VOCABULARY, 1);
  }

  private static TextWindows texts() {
    var paragraphs =
        IntStream.range(0, 40)
            .mapToObj(i -> "w" + i + " a common word follows the common w" + (i * 7) % 40);
    return TextWindows.of(paragraphs, new WordTokenizer(VOCABULARY), 16, 2);
  }

  private static double loss(LanguageModel model, Gradients spare) {
    model.seek(Cursor.START);
    return model.accumulate(0, spare).loss();
  }

  private static void add(MemorySegment values, long i, double by) {
    values.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (at(values, i) + by));
  }

  private static float at(MemorySegment values, long i) {
    return values.getAtIndex(ValueLayout.JAVA_FLOAT, i);
  }

  /** Hidden states that are the tokens' embeddings. */
  private static final class TokenVectors implements Executable {
    private final BagOfEmbeddings bag;
    private final Parameter table;

    TokenVectors(int vocabulary, int width) {
      bag = new BagOfEmbeddings(vocabulary, width, 3);
      table = bag.table;
    }

    @Override
    public Map<String, Matrix> forward(Batch batch) {
      return Map.of("hidden.0", bag.forward(single(batch)).get(BagOfEmbeddings.TAP));
    }

    @Override
    public Map<String, Matrix> backward(Batch batch, Map<String, Matrix> seeds, Gradients into) {
      return bag.backward(single(batch), Map.of(BagOfEmbeddings.TAP, seeds.get("hidden.0")), into);
    }

    /** Each token a sequence of its own. */
    private static Batch single(Batch batch) {
      return Batch.of(
          Stream.of(batch.ids())
              .flatMapToInt(IntStream::of)
              .mapToObj(id -> new int[] {id})
              .toArray(int[][]::new));
    }

    @Override
    public void close() {}
  }
}
