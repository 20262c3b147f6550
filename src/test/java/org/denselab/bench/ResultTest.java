package org.denselab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.dsl.Engine;
import org.denselab.dsl.Precision;
import org.junit.jupiter.api.Test;

class ResultTest {
  private static final Settings SETTINGS =
      new Settings(
          List.of(),
          new Sizes(16, 32, 128, 1),
          5,
          3,
          java.util.Optional.empty(),
          java.util.Optional.empty());

  @Test
  void quartilesLieBetweenTheNearest() {
    var result = result(steps(50, 10, 30, 20, 40));
    assertThat(result.millis(0.25)).isEqualTo(20);
    assertThat(result.millis(0.5)).isEqualTo(30);
    assertThat(result(steps(10, 20)).millis(0.5)).isEqualTo(15);
  }

  @Test
  void aRatioComparesRoundWithRound() {
    assertThat(Result.ratio(steps(1, 30, 200), steps(2, 20, 100))).isEqualTo(1.5);
  }

  @Test
  void theLimitTakesEachWeightAtTheRateOfItsFastestProduct() {
    // 2e9 operations at 100 and at 200, then 1e9 at 50: (2 + 2 + 1) / (.01 + .01 + .02)
    var reading =
        new Reading(
            1,
            1e9,
            0,
            0,
            List.of(
                new Reading.Limit("forward", 1000, 1000, 1000, 1, 100),
                new Reading.Limit("weight gradient", 1000, 1000, 1000, 1, 200),
                new Reading.Limit("forward", 1000, 1000, 500, 1, 50)),
            20);
    assertThat(reading.limitGflops()).isCloseTo(5 / 0.04, within(1e-9));
  }

  @Test
  void intensityCountsFactorsAndResultsOnce() {
    var one = List.of(new Reading.Limit("forward", 100, 100, 100, 2, 50));
    // 2 * 2e6 operations, 2 * 3e4 numbers
    assertThat(new Reading(1, 1, 0, 0, one, 20).intensity(4)).isCloseTo(200.0 / 12, within(1e-9));
  }

  @Test
  void theTableHasARowAndALineForScriptsForEachArm() {
    var lines = BenchTable.lines(SETTINGS, List.of(result(steps(10)), result(steps(20))));
    assertThat(lines).hasSize(6);
    assertThat(lines.get(1)).contains("ms a step", "tokens/s", "heap bytes");
    assertThat(lines.get(5))
        .startsWith("RESULT {\"bench\":\"train-full\"")
        .contains("\"median_ms\":20.0", "\"tokens_per_s\":5000.0");
  }

  private static List<Step> steps(double... millis) {
    return DoubleStream.of(millis).mapToObj(m -> new Step(m, m, 0)).toList();
  }

  private static Result result(List<Step> steps) {
    var shape = new Shape("bert-one", BertConfig.of(16, 1, 8, 2, 512, 0));
    var arm = new Arm(Job.TRAIN_FULL, shape, Mask.FULL, Engine.PLAN, Precision.FP32, 2);
    return new Result(arm, steps, new Reading(100, 1e9, 0, 0, List.of(), 20), 1, 0);
  }
}
