package org.denselab.engine.plan;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.denselab.engine.Batch;
import org.denselab.engine.Gradients;
import org.denselab.engine.Request;
import org.denselab.engine.Tiny;
import org.denselab.engine.plan.onednn.OneDnn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pool: its size changes no bit, and a failing step leaves it usable. */
class ThreadsTest {
  @BeforeAll
  static void onThisPlatform() {
    assumeThat(OneDnn.available()).as("no build of oneDNN for this platform").isTrue();
  }

  @Test
  void sameBitsForAnyNumber() {
    Map<String, float[]> one = run(1);
    for (int threads : new int[] {2, 3, 7})
      run(threads)
          .forEach(
              (name, bits) ->
                  assertThat(bits).as("%s on %d threads", name, threads).isEqualTo(one.get(name)));
  }

  /** Embeddings and gradients of a batch that has several chunks of rows. */
  private static Map<String, float[]> run(int threads) {
    var random = new Random(8);
    int[][] ids = new int[23][];
    for (int i = 0; i < ids.length; i++)
      ids[i] = random.ints(1 + random.nextInt(Tiny.POSITIONS), 0, Tiny.VOCABULARY).toArray();
    var batch = new Batch(ids, null, new Batch.Noise(true, 3, 4, 0));
    try (var program = Tiny.bert(0.1);
        var run = new PlanEngine(threads).compile(program, Request.training("embedding"));
        var into = new Gradients(program.parameters())) {
      var found = new HashMap<String, float[]>();
      found.put("embedding", run.forward(batch).get("embedding").values());
      run.backward(batch, Map.of("embedding", Tiny.seed(ids.length)), into);
      into.all().forEach((name, gradient) -> found.put(name, gradient.toArray(JAVA_FLOAT)));
      return found;
    }
  }

  @Test
  void aFailingStepIsTheCallersAndThePoolGoesOn() {
    Step.Split three = _ -> 3;
    var fails =
        new Step(
            "fails",
            List.of(),
            List.of(),
            three,
            (_, _, item) -> {
              if (item == 1) throw new IllegalStateException("item 1");
            });
    var done = new boolean[3];
    var works = new Step("works", List.of(), List.of(), three, (_, _, item) -> done[item] = true);
    var plan =
        new Plan(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), List.of(), 0);
    try (var workers = new Workers(3)) {
      var frame = new Frame(plan, 512);
      frame.load(Batch.of(new int[][] {{1}}));
      for (int round = 0; round < 20; round++) {
        assertThatThrownBy(() -> workers.run(List.of(works, fails, works), frame))
            .hasMessage("item 1");
        workers.run(List.of(works), frame);
      }
      frame.workspace().close();
    }
    assertThat(done).containsOnly(true);
  }
}
