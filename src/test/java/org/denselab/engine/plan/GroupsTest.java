package org.denselab.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps run beside each other only where neither needs what the other changes. */
class GroupsTest {
  private static final Buffer A = new Buffer(0, "a", new Extent(Extent.Unit.TOKEN, 1));
  private static final Buffer B = new Buffer(1, "b", new Extent(Extent.Unit.TOKEN, 1));
  private static final Buffer C = new Buffer(2, "c", new Extent(Extent.Unit.TOKEN, 1));

  private static Step step(List<Buffer> reads, List<Buffer> writes) {
    return new Step("step", reads, writes, _ -> 1, (_, _, _) -> {});
  }

  private static Step gradient(List<Buffer> reads, int parameter) {
    return Step.intoGradient("gradient", reads, parameter, _ -> 1, (_, _, _) -> {});
  }

  private static List<Boolean> beside(Step... steps) {
    return Groups.of(List.of(steps)).stream().map(Step::beside).toList();
  }

  @Test
  void readersOfTheSameGoTogether() {
    assertThat(
            beside(
                step(List.of(A), List.of(B)),
                step(List.of(A), List.of(C)),
                gradient(List.of(A), 0)))
        .containsExactly(false, true, true);
  }

  @Test
  void whatIsWrittenIsWaitedFor() {
    assertThat(beside(step(List.of(A), List.of(B)), step(List.of(B), List.of(C))))
        .containsExactly(false, false);
    assertThat(beside(step(List.of(A), List.of(B)), step(List.of(C), List.of(A))))
        .containsExactly(false, false);
    assertThat(beside(step(List.of(A), List.of(C)), step(List.of(B), List.of(C))))
        .containsExactly(false, false);
    assertThat(beside(gradient(List.of(A), 3), gradient(List.of(B), 3)))
        .containsExactly(false, false);
  }

  @Test
  void aWholeGroupIsLookedAt() {
    var steps =
        Groups.of(
            List.of(
                step(List.of(A), List.of(B)),
                gradient(List.of(A), 0),
                step(List.of(B), List.of(C)),
                gradient(List.of(A), 1)));
    assertThat(steps.stream().map(Step::beside)).containsExactly(false, true, false, true);
    assertThat(Groups.bounds(steps)).isDeepEqualTo(new int[][] {{0, 0, 2, 2}, {1, 1, 3, 3}});
  }

  @Test
  void gradientsComeFirst() {
    var steps =
        Groups.of(
            List.of(
                step(List.of(A), List.of(B)),
                step(List.of(A), List.of(C)),
                gradient(List.of(A), 0),
                gradient(List.of(A), 1),
                step(List.of(B), List.of(A))));
    assertThat(steps.stream().map(Step::gradient))
        .containsExactly(0, 1, Step.NONE, Step.NONE, Step.NONE);
    assertThat(steps.stream().map(Step::beside)).containsExactly(false, true, true, true, false);
  }

  @Test
  void whoSaysNothingRunsAlone() {
    assertThat(beside(step(List.of(A), List.of(B)), step(List.of(C), List.of())))
        .containsExactly(false, false);
  }
}
