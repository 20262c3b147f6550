package org.denselab.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.denselab.engine.plan.kernel.Lanes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans equal the reference on vectors as narrow as NEON's and AVX2's, with both libraries. */
@Tag("slow")
class NarrowVectorsTest {
  private static final int CASES = 24;

  @ParameterizedTest
  @CsvSource({
    "128,-XX:MaxVectorSize=16,ONEDNN",
    "128,-XX:MaxVectorSize=16,OPENBLAS",
    "256,-XX:UseAVX=2,ONEDNN"
  })
  void asTheReference(int bits, String narrow, ProductLibrary products)
      throws IOException, InterruptedException {
    assumeThat(products.available()).as("no build of %s for this platform", products).isTrue();
    assumeThat(32 * Lanes.COUNT).as("bits of a vector here").isGreaterThanOrEqualTo(bits);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    var alone =
        new ProcessBuilder(
                java.toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                narrow,
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-D" + ProductLibrary.SETTING + "=" + products.spelling(),
                "-cp",
                System.getProperty("java.class.path"),
                NarrowVectorsTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(alone.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(alone.waitFor()).as(said).isZero();
    List<String> last = List.of(said.strip().lines().toList().getLast().split(" ", -1));
    assertThat(last.getFirst()).as("bits of a vector there").isEqualTo(String.valueOf(bits));
    assertThat(Integer.parseInt(last.getLast())).as("cases").isGreaterThan(CASES / 2);
  }

  /** Prints the bits of a vector, and how many random cases agreed. */
  public static void main(String... none) {
    var seeds = new SplittableRandom();
    int agreed = 0;
    for (int i = 0; i < CASES; i++) {
      long seed = seeds.nextLong(1L << 40);
      System.out.println("-Dcase=" + seed);
      if (AgainstReferenceTest.agree(seed)) agreed++;
    }
    System.out.println(32 * Lanes.COUNT + " " + agreed);
  }
}
