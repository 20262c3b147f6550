package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.Arena;
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

class MaskedLanguageModelTest {
  private static final int MASK = 3;
  private static final int VOCABULARY = 41;

  @Test
  void gradientsAreThoseOfTheLossTheTiedTableOnce() {
    var encoder = new TokenVectors(VOCABULARY, 6);
    try (var model = model(encoder)) {
      var all = new ArrayList<Parameter>(List.of(encoder.table));
      all.addAll(model.ownParameters());
      // away from the symmetric start, so that every gradient is tried
      var random = new SplittableRandom(5);
      for (Parameter p : model.ownParameters())
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
  }

  @Test
  void vocabularyChunksGiveWhatOneSoftmaxGives() {
    int vocabulary = 5003;
    int width = 3;
    int[] labels = {0, 4095, 4096, 5002};
    var random = new SplittableRandom(6);
    var rows = new Matrix(4, width);
    for (int i = 0; i < 12; i++) rows.values()[i] = (float) (random.nextDouble() * 4 - 2);
    try (var arena = Arena.ofShared()) {
      var words = arena.allocate(4L * vocabulary * width, 64);
      var bias = arena.allocate(4L * vocabulary, 64);
      var wordGradient = arena.allocate(4L * vocabulary * width, 64);
      var biasGradient = arena.allocate(4L * vocabulary, 64);
      for (long i = 0; i < (long) vocabulary * width; i++) add(words, i, random.nextDouble() - .5);
      for (long i = 0; i < vocabulary; i++) add(bias, i, random.nextDouble() * 4);
      add(biasGradient, 7, 1);
      var result = TiedDecoder.crossEntropy(rows, labels, words, bias, wordGradient, biasGradient);
      double loss = 0;
      double[] expected = new double[vocabulary];
      double[] hidden = new double[12];
      for (int r = 0; r < 4; r++) {
        double[] logits = new double[vocabulary];
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) {
          logits[v] = at(bias, v);
          for (int j = 0; j < width; j++)
            logits[v] += (double) rows.at(r, j) * at(words, (long) v * width + j);
          sum += Math.exp(logits[v]);
        }
        loss += (Math.log(sum) - logits[labels[r]]) / 4;
        for (int v = 0; v < vocabulary; v++) {
          double g = (Math.exp(logits[v]) / sum - (v == labels[r] ? 1 : 0)) / 4;
          expected[v] += g;
          for (int j = 0; j < width; j++)
            hidden[r * width + j] += g * at(words, (long) v * width + j);
        }
      }
      assertThat(result.loss()).isCloseTo(loss, within(1e-5));
      for (int v = 0; v < vocabulary; v++)
        assertThat((double) at(biasGradient, v))
            .isCloseTo(expected[v] + (v == 7 ? 1 : 0), within(1e-6));
      for (int i = 0; i < 12; i++)
        assertThat((double) result.gradient().values()[i]).isCloseTo(hidden[i], within(1e-5));
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
  void learnsWhatTokensAreFrequent() throws IOException {
    var encoder = new TokenVectors(VOCABULARY, 6);
    try (var model = model(encoder);
        var trainer =
            new Trainer(TrainerTest.settings(40, List.of(), 1), model, List.of(encoder.table))) {
      var losses = trainer.run(Progress.SILENT, (step, state) -> {}).losses();
      assertThat(losses[39]).isLessThan(losses[0] - .5);
    }
  }

  private static MaskedLanguageModel model(TokenVectors encoder) {
    return new MaskedLanguageModel(
        encoder,
        new MaskedSampler(texts(), frame(), settings(.15)),
        encoder.table,
        .02,
        new MaskedLanguageModel.Settings("hidden.0", false, 1));
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

  private static double loss(MaskedLanguageModel model, Gradients spare) {
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
