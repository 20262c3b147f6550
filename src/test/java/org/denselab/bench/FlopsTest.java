package org.denselab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.graph.Lora;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.junit.jupiter.api.Test;

/** Operations of a program with one layer, counted by hand. */
class FlopsTest {
  private static final int HIDDEN = 8;
  private static final int[] LENGTHS = {3, 5};
  private static final double TOKENS = 8;

  /** Of a product with a square weight. */
  private static final double SQUARE = 2 * TOKENS * HIDDEN * HIDDEN;

  private static final double FORWARD = 4 * SQUARE + 2 * 4 * SQUARE;
  private static final double ATTENTION = 4 * (3 * 3 + 5 * 5) * HIDDEN;

  @Test
  void forwardIsTheProductsAndAttention() {
    try (var program = program()) {
      assertThat(Flops.of(program, false, List.of(LENGTHS))).isEqualTo(FORWARD + ATTENTION);
    }
  }

  @Test
  void trainingTakesThreeTimesAsMuch() {
    try (var program = program()) {
      assertThat(Flops.of(program, true, List.of(LENGTHS, LENGTHS)))
          .isEqualTo(3 * (FORWARD + ATTENTION));
    }
  }

  @Test
  void whatIsFrozenNeedsNoGradientAndNothingBeneathTheLowestAdapter() {
    try (var program = program()) {
      program.lora(new Lora(2, 2, 0, List.of("value"), 1));
      double adapter = 2 * 2 * TOKENS * HIDDEN * 2;
      double frozen = FORWARD + 9 * SQUARE; // gradients of the inputs of all that follows value
      // A's input does not train
      assertThat(Flops.of(program, true, List.of(LENGTHS)))
          .isEqualTo(frozen + 3 * ATTENTION + 2.5 * adapter);
    }
  }

  private static Program program() {
    var config = BertConfig.of(16, 1, HIDDEN, 2, 8, 0);
    var head = Head.of(Pooling.MEAN, true);
    try (var weights = Backbones.initial(config, head, 1)) {
      return Backbones.build(config, head, weights, 1);
    }
  }
}
