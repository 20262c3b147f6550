package org.denselab.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.denselab.base.BadInput;
import org.denselab.graph.Lora;
import org.denselab.graph.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every engine keeps. */
@ParameterizedClass
@EnumSource
class EngineTest {
  private final Engine engine;

  EngineTest(TestedEngine tested) {
    engine = tested.engine();
  }

  private static final int[] LENGTHS = {3, 17, 9, 70, 1, 24, 16, 40};

  private static int[][] ids(int... lengths) {
    var random = new Random(5);
    return Arrays.stream(lengths)
        .mapToObj(n -> random.ints(n, 0, Tiny.VOCABULARY).toArray())
        .toArray(int[][]::new);
  }

  private Executable compile(Program program, Request request) {
    return engine.compile(program, request);
  }

  private static void assertClose(Matrix got, Matrix want, double limit) {
    assertThat(got.rows()).isEqualTo(want.rows());
    for (int i = 0; i < got.values().length; i++)
      assertThat((double) got.values()[i]).isCloseTo(want.values()[i], within(limit));
  }

  private static Matrix rows(Matrix all, int from, int to) {
    int width = all.columns();
    return new Matrix(to - from, width, Arrays.copyOfRange(all.values(), from * width, to * width));
  }

  @Test
  void resultsDoNotDependOnBatchMatesOrBuckets() {
    int[][] ids = ids(LENGTHS);
    try (var program = Tiny.bert(0);
        var run = compile(program, Request.inference("hidden.2", "embedding"))) {
      Map<String, Matrix> together = run.forward(Batch.of(ids));
      int token = 0;
      for (int i = 0; i < ids.length; i++) {
        Map<String, Matrix> alone = run.forward(Batch.of(new int[][] {ids[i]}));
        assertClose(alone.get("embedding"), rows(together.get("embedding"), i, i + 1), 1e-5);
        Matrix hidden = rows(together.get("hidden.2"), token, token + ids[i].length);
        assertClose(alone.get("hidden.2"), hidden, 1e-5);
        token += ids[i].length;
      }
    }
  }

  @Test
  void chunksDrawTheDropoutOfTheWholeBatch() {
    int[][] ids = ids(LENGTHS);
    try (var program = Tiny.bert(0.2)) {
      program.lora(new Lora(2, 4, 0.3, List.of("query"), 1));
      try (var run = compile(program, Request.training("embedding"))) {
        var noise = new Batch.Noise(true, 11, 4, 0);
        Matrix whole = run.forward(new Batch(ids, null, noise)).get("embedding");
        for (int from = 0; from < ids.length; from += 3) {
          int to = Math.min(ids.length, from + 3);
          var chunk =
              new Batch(
                  Arrays.copyOfRange(ids, from, to), null, new Batch.Noise(true, 11, 4, from));
          assertClose(run.forward(chunk).get("embedding"), rows(whole, from, to), 1e-5);
        }
        var next = new Batch(ids, null, new Batch.Noise(true, 11, 5, 0));
        assertThat(run.forward(next).get("embedding").values()).isNotEqualTo(whole.values());
        Matrix quiet = run.forward(Batch.of(ids)).get("embedding");
        try (var inference = compile(program, Request.inference("embedding"))) {
          Matrix want = inference.forward(Batch.of(ids)).get("embedding");
          assertClose(quiet, want, 1e-6);
        }
      }
    }
  }

  @Test
  void gradientsAddUpOverChunksAndNeedNoForwardPass() {
    int[][] ids = ids(LENGTHS);
    Matrix seed = Tiny.seed(ids.length);
    try (var program = Tiny.bert(0.1);
        var run = compile(program, Request.training("embedding"));
        var whole = new Gradients(program.parameters());
        var parts = new Gradients(program.parameters())) {
      var batch = new Batch(ids, null, new Batch.Noise(true, 3, 1, 0));
      run.forward(batch);
      run.backward(batch, Map.of("embedding", seed), whole);
      for (int i = 0; i < ids.length; i++) {
        var one = new Batch(new int[][] {ids[i]}, null, new Batch.Noise(true, 3, 1, i));
        run.backward(one, Map.of("embedding", rows(seed, i, i + 1)), parts);
      }
      whole.all().forEach((name, gradient) -> assertSame(name, parts.of(name), gradient));
    }
  }

  private static void assertSame(String name, MemorySegment got, MemorySegment want) {
    for (long i = 0; i < want.byteSize() / 4; i++)
      assertThat((double) got.getAtIndex(JAVA_FLOAT, i))
          .as("%s[%d]", name, i)
          .isCloseTo(want.getAtIndex(JAVA_FLOAT, i), within(2e-5));
  }

  /** For mean pooling without normalisation the gradient of a token is its share of the seed. */
  @Test
  void gradientsOfTapsComeInTheShapeOfForward() {
    int[][] ids = ids(LENGTHS);
    Matrix seed = Tiny.seed(ids.length);
    var request =
        new Request(List.of("pooled"), List.of("pooled"), List.of("hidden.2", "hidden.0"));
    try (var program = Tiny.bert(0);
        var run = compile(program, request);
        var into = new Gradients(program.parameters())) {
      Map<String, Matrix> got = run.backward(Batch.of(ids), Map.of("pooled", seed), into);
      assertThat(got.get("hidden.0").rows()).isEqualTo(Arrays.stream(LENGTHS).sum());
      int token = 0;
      for (int i = 0; i < ids.length; i++)
        for (int t = 0; t < ids[i].length; t++, token++)
          for (int c = 0; c < seed.columns(); c++)
            assertThat((double) got.get("hidden.2").at(token, c))
                .isCloseTo(seed.at(i, c) / ids[i].length, within(1e-6));
      // the norm before hidden.0 adds its bias to every token
      float[] bias = into.of("embeddings.LayerNorm.bias").toArray(JAVA_FLOAT);
      for (int c = 0; c < bias.length; c++) {
        double sum = 0;
        for (int row = 0; row < token; row++) sum += got.get("hidden.0").at(row, c);
        assertThat(sum).isCloseTo(bias[c], within(1e-4));
      }
    }
  }

  @Test
  void tapsAreDifferentiatedWhereNothingTrains() {
    int[][] ids = ids(LENGTHS);
    var request =
        new Request(List.of(), List.of("hidden.1"), List.of("hidden.0", "hidden.2", "hidden.1"));
    try (var program = Tiny.bert(0)) {
      program.freeze(_ -> true);
      assertThatThrownBy(() -> compile(program, Request.training("embedding")))
          .hasMessageContaining("nothing trains");
      try (var run = compile(program, request);
          var into = new Gradients(program.parameters())) {
        var seed = Tiny.seed(Arrays.stream(LENGTHS).sum());
        Map<String, Matrix> got = run.backward(Batch.of(ids), Map.of("hidden.1", seed), into);
        assertClose(got.get("hidden.1"), seed, 0);
        assertThat(got.get("hidden.0").values()).doesNotContain(0f);
        assertThat(got.get("hidden.2").values()).containsOnly(0f);
      }
    }
  }

  /** A seed on token vectors reaches the table that a language model's head shares. */
  @Test
  void tokenTapsCanBeSeeded() {
    int[][] ids = ids(3, 5);
    var request = new Request(List.of("hidden.0"), List.of("hidden.0"), List.of());
    try (var program = Tiny.bert(0);
        var run = compile(program, request);
        var into = new Gradients(program.parameters())) {
      var seed = new Matrix(8, Tiny.HIDDEN);
      Arrays.fill(seed.values(), 1);
      run.backward(Batch.of(ids), Map.of("hidden.0", seed), into);
      float[] bias = into.of("embeddings.LayerNorm.bias").toArray(JAVA_FLOAT);
      assertThat(bias).containsOnly(8f);
      assertThat(into.of("encoder.layer.0.output.dense.weight").toArray(JAVA_FLOAT))
          .containsOnly(0f);
    }
  }

  @Test
  void whatDoesNotFitTheTablesIsRefused() {
    try (var program = Tiny.bert(0);
        var run = compile(program, Request.inference("embedding"))) {
      int[] tooLong = IntStream.range(0, Tiny.POSITIONS + 1).map(_ -> 1).toArray();
      assertThatThrownBy(() -> run.forward(Batch.of(new int[][] {tooLong})))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("longer than " + Tiny.POSITIONS);
      assertThatThrownBy(() -> run.forward(Batch.of(new int[][] {{Tiny.VOCABULARY}})))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("token id");
      assertThatThrownBy(() -> run.backward(Batch.of(ids(2)), Map.of(), null))
          .hasMessageContaining("inference");
    }
  }

  @Test
  void parametersChangedInPlaceAreSeenByTheNextPass() {
    var batch = Batch.of(ids(4, 6));
    try (var program = Tiny.bert(0);
        var run = compile(program, Request.inference("embedding"))) {
      Matrix before = run.forward(batch).get("embedding");
      var weight = program.parameter("encoder.layer.1.output.dense.weight").values();
      for (long i = 0; i < weight.byteSize() / 4; i++)
        weight.setAtIndex(JAVA_FLOAT, i, weight.getAtIndex(JAVA_FLOAT, i) + 0.1f * (i % 3));
      assertThat(run.forward(batch).get("embedding").values()).isNotEqualTo(before.values());
    }
  }
}
