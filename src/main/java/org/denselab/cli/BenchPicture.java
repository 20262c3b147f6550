package org.denselab.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.denselab.bench.Result;
import org.denselab.report.chart.Chart;
import org.denselab.report.chart.RooflineChart;
import org.denselab.report.chart.RooflineChart.Point;
import org.denselab.report.chart.RooflineChart.Roof;

/** The steps of a bench under the roofs that the same processes measured. */
final class BenchPicture {
  private BenchPicture() {}

  static Chart of(List<Result> results) {
    Map<String, Double> roofs = new LinkedHashMap<>();
    List<Point> points = new ArrayList<>();
    double gigabytes = 0;
    for (Result r : results) {
      String precision = r.arm().precision().name().toLowerCase(Locale.ROOT);
      roofs.merge("products, " + precision, r.reading().fastestProduct(), Math::max);
      gigabytes = Math.max(gigabytes, r.reading().copyGigabytes());
      if (r.steps().isEmpty()) continue;
      String name =
          "%s %s %s, %s"
              .formatted(
                  r.arm().shape().name(),
                  r.arm().job().spelling(),
                  precision,
                  r.arm().mask().spelling());
      points.add(new Point(name, r.reading().intensity(bytes(r)), r.gflops()));
    }
    List<Roof> all = new ArrayList<>();
    roofs.forEach((name, gflops) -> all.add(new Roof(name, gflops)));
    return RooflineChart.draw("Steps under the roofs of this machine", gigabytes, all, points);
  }

  private static int bytes(Result r) {
    return switch (r.arm().precision()) {
      case FP32 -> 4;
      case BF16 -> 2;
    };
  }
}
