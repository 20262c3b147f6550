package org.denselab.engine.plan.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.denselab.graph.Nonlinearity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the activations, which are tested by themselves. */
class GatesTest {
  private static final int COUNT = 1003;

  @ParameterizedTest
  @EnumSource
  void valuesAndGradients(Nonlinearity f) {
    var random = new Random(4);
    try (var gate = Native.drawn(random, COUNT);
        var up = Native.drawn(random, COUNT);
        var activated = Native.zeros(COUNT);
        var y = Native.zeros(COUNT);
        var d = Native.drawn(random, COUNT);
        var dGate = Native.zeros(COUNT);
        var want = Native.zeros(COUNT)) {
      Activations.forward(f, gate.address(), activated.address(), COUNT);
      Gates.forward(f, gate.address(), up.address(), y.address(), COUNT);
      double[] dy = d.doubles();
      Activations.backward(f, gate.address(), d.address(), want.address(), false, COUNT);
      Gates.backward(
          f, gate.address(), up.address(), d.address(), dGate.address(), d.address(), COUNT);
      for (int i = 0; i < COUNT; i++) {
        assertThat(y.get(i)).isCloseTo(activated.get(i) * up.get(i), within(1e-6));
        assertThat(dGate.get(i)).isCloseTo(want.get(i) * up.get(i), within(1e-5));
        assertThat(d.get(i)).isCloseTo(dy[i] * activated.get(i), within(1e-5));
      }
      assertThat(y.whole() && d.whole() && dGate.whole()).isTrue();
    }
  }
}
