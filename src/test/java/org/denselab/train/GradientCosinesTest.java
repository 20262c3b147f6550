package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.denselab.engine.Gradients;
import org.denselab.graph.Parameter;
import org.junit.jupiter.api.Test;

class GradientCosinesTest {
  /** Adds the same gradient with each batch. */
  private record Pull(float... gradient) implements Objective {
    @Override
    public Outcome accumulate(long draw, Gradients into) {
      for (int i = 0; i < gradient.length; i++) {
        var values = into.of("w");
        values.setAtIndex(
            ValueLayout.JAVA_FLOAT, i, values.getAtIndex(ValueLayout.JAVA_FLOAT, i) + gradient[i]);
      }
      return new Outcome(0, List.of(), 0, 0, 0);
    }

    @Override
    public Cursor cursor() {
      return Cursor.START;
    }

    @Override
    public void seek(Cursor cursor) {}
  }

  @Test
  void likeOppositeAndUnrelatedPulls() {
    try (var arena = Arena.ofConfined()) {
      var w = new Parameter("w", new long[] {2}, arena.allocate(8, 64), true);
      double[][] cosines =
          GradientCosines.of(
              List.of(
                  new Pull(3, 4),
                  new Pull(6, 8),
                  new Pull(-3, -4),
                  new Pull(4, -3),
                  new Pull(1, 0),
                  new Pull(0, 0)),
              3,
              List.of(w));
      assertThat(cosines[0][1]).isCloseTo(1, within(1e-12));
      assertThat(cosines[0][2]).isCloseTo(-1, within(1e-12));
      assertThat(cosines[0][3]).isCloseTo(0, within(1e-12));
      assertThat(cosines[4][0]).isCloseTo(.6, within(1e-12));
      assertThat(cosines[5][0]).isNaN();
    }
  }
}
