package org.denselab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.denselab.report.chart.RooflineChart.Point;
import org.denselab.report.chart.RooflineChart.Roof;
import org.junit.jupiter.api.Test;

class RooflineChartTest {
  @Test
  void pointsLieWhereTheirLogarithmsAre() {
    Chart chart =
        RooflineChart.draw(
            "roofs",
            25,
            List.of(new Roof("fp32", 512), new Roof("bf16", 1024)),
            List.of(new Point("low", 16, 64), new Point("high", 64, 1024)));
    // heights from 64 (bottom, 340) to 1024 (top, 30)
    assertThat(chart.svg()).contains("cy=\"340\"", "cy=\"30\"", "fp32", "bf16", "low", "high");
    assertThat(chart.description())
        .contains("Memory moves 25 GB/s", "high: 1024 GFLOP/s at 64 operations a byte");
    assertThat(chart.table().rows())
        .containsExactly(List.of("low", "16", "64"), List.of("high", "64", "1024"));
  }
}
