package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import jdk.incubator.vector.FloatVector;
import org.denselab.base.Sha256;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.graph.Parameter;
import org.junit.jupiter.api.Test;

/** A resumed run begins in the interpreter: it must compute what compiled code computes. */
class CompiledOrNotTest {
  private static final int WIDTH = 16;
  private static final int VOCABULARY = 210;
  private static final int ROWS = 9;

  @Test
  void theInterpreterGivesTheBitsOfCompiledCode() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    var interpreted =
        new ProcessBuilder(
                java.toString(),
                "-Xint",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                CompiledOrNotTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String compiled = bits();
    for (int i = 0; i < 600; i++) compiled = bits();
    String said = new String(interpreted.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(interpreted.waitFor()).isZero();
    assertThat(said.strip()).isEqualTo(compiled);
  }

  @Test
  void theExponentialIsRight() {
    var species = FloatVector.SPECIES_PREFERRED;
    float[] powers = new float[species.length()];
    for (float x = -86; x < 86; x += .0437f * powers.length) {
      for (int i = 0; i < powers.length; i++) powers[i] = x + .0437f * i;
      float[] values = Exponential.of(FloatVector.fromArray(species, powers, 0)).toArray();
      for (int i = 0; i < powers.length; i++)
        assertThat(values[i] / Math.exp(powers[i])).isCloseTo(1, within(2e-7));
    }
    float[] edges =
        Exponential.of(FloatVector.broadcast(species, Float.NEGATIVE_INFINITY)).toArray();
    assertThat(edges[0]).isBetween(0f, 1e-37f);
    assertThat(Exponential.of(FloatVector.broadcast(species, Float.NaN)).toArray()[0]).isNaN();
  }

  public static void main(String[] args) {
    System.out.println(bits());
  }

  /** Over what the decoder and the norm of gradients compute with vectors. */
  private static String bits() {
    var random = new SplittableRandom(1);
    try (var arena = Arena.ofShared()) {
      var words = filled(arena, VOCABULARY * WIDTH, random);
      var bias = filled(arena, VOCABULARY, random);
      var gradient = new Parameter("words", new long[] {VOCABULARY, WIDTH}, words, true);
      var rows = new Matrix(ROWS, WIDTH);
      for (int i = 0; i < rows.values().length; i++) rows.values()[i] = value(random);
      int[] labels = random.ints(ROWS, 0, VOCABULARY).toArray();
      try (var into = new Gradients(List.of(gradient))) {
        var wordGradient = into.of("words");
        var result =
            TiedDecoder.crossEntropy(
                rows, labels, words, bias, wordGradient, filled(arena, VOCABULARY, random));
        var hash = new Sha256().add(result.loss() + " " + GradientNorm.of(into));
        byte[] bytes = wordGradient.toArray(ValueLayout.JAVA_BYTE);
        return hash.add(bytes, 0, bytes.length).hex();
      }
    }
  }

  private static MemorySegment filled(Arena arena, int count, SplittableRandom random) {
    var values = arena.allocate(4L * count, 64);
    for (int i = 0; i < count; i++) values.setAtIndex(ValueLayout.JAVA_FLOAT, i, value(random));
    return values;
  }

  private static float value(SplittableRandom random) {
    return (float) (4 * random.nextDouble() - 2);
  }
}
