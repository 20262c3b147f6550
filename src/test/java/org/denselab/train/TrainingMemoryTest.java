package org.denselab.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.base.BadInput;
import org.denselab.engine.Engine;
import org.denselab.engine.Gradients;
import org.denselab.engine.Precision;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.plan.ProductLibrary;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Lora;
import org.denselab.graph.Outline;
import org.denselab.graph.Pooling;
import org.denselab.train.SamplerSettings.LastBatch;
import org.denselab.train.TrainingMemory.Job;
import org.denselab.train.TrainingMemory.Way;
import org.junit.jupiter.api.Test;

class TrainingMemoryTest {
  private static final String TAP = "embedding";
  private static final BertConfig CONFIG = BertConfig.of(1000, 4, 32, 2, 64, .1);
  private static final Head HEAD = Head.of(Pooling.MEAN, true);
  private static final Ahead AHEAD = Ahead.full(new int[] {8, 16}, new int[] {16, 64});

  @Test
  void lessMemoryIsBoughtWithTimeStepByStep() {
    Job job = job(new PlanEngine(2));
    var met = new ArrayList<Way>();
    TrainingMemory now = TrainingMemory.whole(job, AHEAD);
    while (true) {
      met.add(now.way());
      long most = now.bytes() - 1;
      try {
        now = TrainingMemory.within(most, job, AHEAD);
      } catch (BadInput e) {
        assertThat(e)
            .hasMessageContaining("at its most frugal")
            .hasMessageContaining(now.toString());
        break;
      }
      assertThat(now.bytes()).isLessThanOrEqualTo(most);
    }
    assertThat(met)
        .startsWith(Way.WHOLE, new Way(true, 0))
        .contains(new Way(false, 3))
        .endsWith(new Way(true, 1));
    // weights, gradients and moments stay whatever is done
    assertThat(now.weights() + now.updates()).isEqualTo(16 * outline().elements());
  }

  /** A frozen backbone of halves takes two bytes a parameter, in either precision. */
  @Test
  void halvesAreUsedAsStored() {
    var lora = new Lora(2, 4, 0, List.of("query"), 1);
    var stored = outline().stored(_ -> true).lora(lora);
    long frozen = outline().elements();
    long adapters = stored.elements() - frozen;
    assertThat(stored.bytes()).isEqualTo(2 * frozen + 4 * adapters);
    assertThat(outline().stored(_ -> true).bytes()).isEqualTo(4 * frozen);
    // what precision bf16 multiplies is converted where the file holds fp32, and where not, not
    var bf16 = new PlanEngine(2, Precision.BF16);
    var request = Way.WHOLE.request(TAP);
    long converted = bf16.workspace(outline().lora(lora), request, AHEAD.passes(0)).orElseThrow();
    long asStored = bf16.workspace(stored, request, AHEAD.passes(0)).orElseThrow();
    assertThat(converted - asStored).isGreaterThan(frozen);
  }

  /** What a pass keeps in bf16: all but what norms, residuals and lookups have. */
  @Test
  void bf16KeepsLessForTheGradient() {
    assumeThat(ProductLibrary.usual().multipliesBf16()).as("no bf16 on this platform").isTrue();
    Outline program = Backbones.outline(BertConfig.of(1000, 4, 256, 4, 128, .1), HEAD);
    var request = Way.WHOLE.request(TAP);
    var passes = Ahead.full(new int[] {128, 128}, new int[] {128, 128}).passes(0);
    long fp32 = new PlanEngine(2).workspace(program, request, passes).orElseThrow();
    long bf16 = new PlanEngine(2, Precision.BF16).workspace(program, request, passes).orElseThrow();
    assertThat((double) bf16 / fp32).isLessThan(.8);
  }

  @Test
  void theReferenceCannotPromise() {
    assertThat(TrainingMemory.whole(job(new SameDiffEngine()), AHEAD).workspace()).isEmpty();
    assertThatThrownBy(() -> TrainingMemory.within(1L << 40, job(new SameDiffEngine()), AHEAD))
        .isInstanceOf(BadInput.class)
        .hasMessage("memory is planned by engine plan, not by samediff");
  }

  @Test
  void whatIsAheadIsWhatComes() {
    var stream = batches();
    Ahead ahead = Ahead.of(stream, 7);
    for (int[] told : ahead.batches()) {
      ContrastiveBatch batch = stream.next();
      int[] lengths =
          Arrays.stream(new int[][][] {batch.queries(), batch.passages()})
              .flatMap(Arrays::stream)
              .mapToInt(ids -> ids.length)
              .sorted()
              .toArray();
      assertThat(told).isEqualTo(lengths);
    }
    assertThat(ahead.passes(5).stream().mapToInt(pass -> pass.length).max()).hasValue(5);
  }

  /** With dropout: the same masks are drawn whatever goes through the program at once. */
  @Test
  void everyWayHasTheSameGradientsWithinItsPromise() {
    assumeThat(ProductLibrary.usual().available())
        .as("nothing multiplies for plans on this platform")
        .isTrue();
    Map<String, float[]> whole = gradients(Way.WHOLE);
    gradients(new Way(true, 0))
        .forEach((name, g) -> assertThat(g).as(name).isEqualTo(whole.get(name)));
    double largest = 0;
    for (float[] g : whole.values()) for (float v : g) largest = Math.max(largest, Math.abs(v));
    for (Way way : List.of(new Way(false, 5), new Way(true, 1)))
      for (var each : gradients(way).entrySet())
        for (int i = 0; i < each.getValue().length; i++)
          assertThat(each.getValue()[i])
              .as("%s[%d] %s", each.getKey(), i, way)
              .isCloseTo(whole.get(each.getKey())[i], within((float) (1e-5 * largest)));
  }

  /** Of one batch; the workspace is what was told, and takes the batch without growing. */
  private static Map<String, float[]> gradients(Way way) {
    try (var program = Backbones.build(CONFIG, HEAD, Backbones.initial(CONFIG, HEAD, 1), 1);
        var run = new PlanEngine(2).compile(program, way.request(TAP));
        var into = new Gradients(program.parameters())) {
      var stream = batches();
      var passes = Ahead.of(stream, 1).passes(way.microBatch());
      long reserved = run.reserve(passes).orElseThrow();
      assertThat(new PlanEngine(2).workspace(program.outline(), way.request(TAP), passes))
          .hasValue(reserved);
      var settings = new ContrastiveSettings(TAP, .05, way.microBatch(), true, 1);
      new Contrastive(run, stream, settings).accumulate(0, into);
      assertThat(run.reserve(List.of())).hasValue(reserved);
      var found = new LinkedHashMap<String, float[]>();
      into.all().forEach((name, g) -> found.put(name, g.toArray(JAVA_FLOAT)));
      return found;
    }
  }

  private static BatchStream batches() {
    var set = ExampleSamplerTest.set(ExampleSamplerTest.examples(40));
    return new ExampleSampler(set, new SamplerSettings(8, 2, true, true, LastBatch.KEEP, 1));
  }

  private static Job job(Engine engine) {
    return new Job(engine, outline(), TAP, 0, true);
  }

  private static Outline outline() {
    return Backbones.outline(CONFIG, HEAD);
  }
}
