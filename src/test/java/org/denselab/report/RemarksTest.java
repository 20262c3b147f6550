package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RemarksTest {
  @Test
  void whatSeveralStagesRemarkIsSaidOnce() {
    assertThat(
            Remarks.gathered(
                List.of(
                    "chosen on dev",
                    "a, seed 1: 200 steps",
                    "a, seed 1: tools: 4 batches",
                    "a, seed 2: 200 steps",
                    "b: 100 steps",
                    "a, seed 3: 200 steps",
                    "a, seed 2: tools: 4 batches",
                    "a, seed 4: 200 steps",
                    "a, seed 5: 200 steps")))
        .containsExactly(
            "chosen on dev",
            "200 steps (a, seed 1; a, seed 2; a, seed 3; 2 more)",
            "tools: 4 batches (a, seed 1; a, seed 2)",
            "b: 100 steps");
  }
}
