package org.denselab.engine.plan;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Request;
import org.denselab.graph.Lora;
import org.denselab.graph.Outline;
import org.denselab.graph.Pooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Making values again instead of keeping them changes no bit, and takes less memory. */
class RecomputeTest {
  private static final Iterable<int[]> BATCH = List.of(new int[] {60, 64, 128, 128});

  static LongStream seeds() {
    var given = Long.getLong("case");
    return given != null ? LongStream.of(given) : new SplittableRandom().longs(16, 0, 1L << 40);
  }

  @ParameterizedTest(name = "-Dcase={0}")
  @MethodSource("seeds")
  void sameBits(long seed) {
    assumeThat(ProductLibrary.usual().available())
        .as("nothing multiplies for plans on this platform")
        .isTrue();
    try (var drawn = new RandomCase(seed)) {
      Map<String, Matrix> seeds = seeds(drawn);
      var kept = run(drawn, drawn.request(), seeds);
      var again = run(drawn, drawn.request().recomputing(), seeds);
      assertThat(again.keySet()).isEqualTo(kept.keySet());
      kept.forEach((name, v) -> assertThat(again.get(name)).as(name + " in " + drawn).isEqualTo(v));
    }
  }

  private static Map<String, Matrix> seeds(RandomCase drawn) {
    var taps = drawn.request().seeded().toArray(String[]::new);
    var seeds = new LinkedHashMap<String, Matrix>();
    try (var run = new PlanEngine(2).compile(drawn.program(), Request.inference(taps))) {
      run.forward(drawn.batch()).forEach((tap, like) -> seeds.put(tap, drawn.seed(like)));
    }
    return seeds;
  }

  private static Map<String, float[]> run(
      RandomCase drawn, Request request, Map<String, Matrix> seeds) {
    var found = new HashMap<String, float[]>();
    try (var run = new PlanEngine(2).compile(drawn.program(), request);
        var into = new Gradients(drawn.program().parameters())) {
      run.forward(drawn.batch()).forEach((tap, m) -> found.put(tap, m.values()));
      run.backward(drawn.batch(), seeds, into)
          .forEach((tap, m) -> found.put("d " + tap, m.values()));
      into.all().forEach((name, g) -> found.put("d " + name, g.toArray(JAVA_FLOAT)));
    } catch (IllegalArgumentException e) {
      assumeThat(e).as("the request asks for no gradient").hasMessageContaining("nothing trains");
    }
    return found;
  }

  @Test
  void deepProgramsTakeAFraction() {
    Outline program = bert(12);
    long kept = bytes(program, Request.training("embedding"));
    long again = bytes(program, Request.training("embedding").recomputing());
    assertThat(again).isLessThan(kept / 4);
    // a layer more costs what goes into it, not what it makes: one row of the hidden width a token
    long layer = bytes(bert(13), Request.training("embedding").recomputing()) - again;
    assertThat(layer).isEqualTo(4L * 384 * 128);
  }

  @Test
  void adaptersAreOutlinedAsBuilt() {
    var lora = new Lora(4, 8, 0.1, List.of("all-linear"), 1);
    var config = config(2);
    var head = new Head(Pooling.MEAN, OptionalInt.of(8), true);
    try (var program = Backbones.build(config, head, Backbones.initial(config, head, 1), 1)) {
      program.lora(lora);
      assertThat(Backbones.outline(config, head).lora(lora)).isEqualTo(program.outline());
    }
  }

  private static long bytes(Outline program, Request request) {
    return new PlanEngine(2).workspace(program, request, BATCH).orElseThrow();
  }

  private static Outline bert(int layers) {
    return Backbones.outline(config(layers), Head.of(Pooling.MEAN, true));
  }

  private static BertConfig config(int layers) {
    return BertConfig.of(50, layers, 128, 2, 128, 0.1);
  }
}
