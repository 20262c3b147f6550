package org.denselab.report.chart;

import java.util.List;

/** Where values stand on a line, and which of them are named. */
sealed interface Axis permits Scale, LogScale {
  double at(double value);

  List<Double> ticks();

  String label(double tick);
}
