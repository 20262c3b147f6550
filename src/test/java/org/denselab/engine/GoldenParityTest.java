package org.denselab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.denselab.backbone.Head;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Pooling;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("golden")
class GoldenParityTest {
  @Test
  void hidden() {
    var folder = new GoldenFolder(GoldenFolder.root().resolve("bert"));
    var expected = folder.tensors("expected.safetensors");
    try (var program = folder.program(Head.of(Pooling.MEAN, true));
        var run =
            new SameDiffEngine()
                .compile(
                    program,
                    Request.inference("hidden.0", "hidden.1", "hidden.2", "pooled", "embedding"))) {
      var inputs = folder.inputs("right");
      Map<String, Matrix> taps = run.forward(inputs.batch());
      for (int layer = 0; layer <= 2; layer++) {
        float[] want = expected.get("right.hidden_states." + layer);
        Matrix got = taps.get("hidden." + layer);
        int row = 0;
        double worst = 0;
        for (int b = 0; b < inputs.ids().length; b++)
          for (int t : inputs.places()[b]) {
            for (int c = 0; c < got.columns(); c++)
              worst =
                  Math.max(
                      worst,
                      Math.abs(
                          got.at(row, c) - want[(b * inputs.length() + t) * got.columns() + c]));
            row++;
          }
        assertThat(worst).as("layer " + layer).isLessThan(1e-5);
        System.err.println("layer " + layer + " " + worst);
      }
    }
  }
}
