package org.denselab.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.engine.Batch;
import org.denselab.engine.GoldenFolder;
import org.denselab.engine.Request;
import org.denselab.graph.Pooling;
import org.junit.jupiter.api.Test;

/** The reference holds a row of numbers for each pair of tokens, so T5's long texts are refused. */
class LongRelativeBiasTest {
  private static final GoldenFolder T5 = new GoldenFolder(GoldenFolder.BUNDLED.resolve("t5_v1_1"));

  private static Batch text(int length) {
    return Batch.of(new int[][] {new Random(1).ints(length, 3, 200).toArray()});
  }

  @Test
  void t5IsComputedUpTo512TokensAndRefusedPastThem() {
    try (var program = T5.program(Head.of(Pooling.MEAN, true));
        var run = new SameDiffEngine().compile(program, Request.inference("embedding"))) {
      assertThat(run.forward(text(512)).get("embedding").values()).doesNotContain(Float.NaN);
      assertThatThrownBy(() -> run.forward(text(513)))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("relative position biases of at most 512 tokens")
          .hasMessageContaining("write engine: plan");
    }
  }

  /** Turned positions have no such rows. */
  @Test
  void rotaryFamiliesGoOn() {
    var llama = new GoldenFolder(GoldenFolder.BUNDLED.resolve("llama_gqa"));
    try (var program = llama.program(Head.of(Pooling.LAST, true));
        var run = new SameDiffEngine().compile(program, Request.inference("embedding"))) {
      assertThat(run.forward(text(600)).get("embedding").values()).doesNotContain(Float.NaN);
    }
  }
}
