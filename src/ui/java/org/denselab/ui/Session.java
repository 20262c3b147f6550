package org.denselab.ui;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsInitializationReport;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;
import org.denselab.dl4j.Scalar;
import org.denselab.dl4j.Series;

/** One run in the UI's store: a report a step. */
final class Session {
  private static final String WORKER = "denselab";

  /** The UI draws ratios of names that end so. */
  private static final String ALL = "all W";

  private final String name;
  private final StatsStorage storage;
  private final Map<Series, Double> last = new EnumMap<>(Series.class);
  private long time;
  private long began;

  Session(String name, StatsStorage storage) {
    this.name = name;
    this.storage = storage;
  }

  /** What one step told; the UI knows a report by its moment, so that no two may share one. */
  void add(List<Scalar> step) {
    for (Scalar scalar : step) last.put(scalar.series(), scalar.value());
    Scalar first = step.getFirst();
    if (began == 0) begin(first.millis());
    double seconds = Math.max(1, first.millis() - began) / 1000.0;
    time = Math.max(time + 1, first.millis());
    var report = new SbeStatsReport();
    report.reportIDs(name, StatsListener.TYPE_ID, WORKER, time);
    report.reportIterationCount(first.step());
    report.reportScore(last.getOrDefault(Series.LOSS, Double.NaN));
    report.reportLearningRates(Map.of(ALL, last.getOrDefault(Series.LEARNING_RATE, 0.0)));
    report.reportPerformance(first.millis() - began, 0, first.step(), 0, first.step() / seconds);
    report.reportMeanMagnitudes(
        StatsType.Parameters, Map.of(ALL, last.getOrDefault(Series.PARAMETERS, 0.0)));
    report.reportMeanMagnitudes(
        StatsType.Updates, Map.of(ALL, last.getOrDefault(Series.UPDATES, 0.0)));
    long heap = last.getOrDefault(Series.HEAP, 0.0).longValue();
    long all = last.getOrDefault(Series.MEMORY, 0.0).longValue();
    report.reportMemoryUse(
        heap, heap, Math.max(0, all - heap), Math.max(0, all - heap), new long[0], new long[0]);
    storage.putUpdate(report);
  }

  private void begin(long millis) {
    began = millis;
    var report = new SbeStatsInitializationReport();
    report.reportIDs(name, StatsListener.TYPE_ID, WORKER, millis);
    Runtime java = Runtime.getRuntime();
    report.reportSoftwareInfo(
        System.getProperty("os.arch"),
        System.getProperty("os.name"),
        System.getProperty("java.vm.name"),
        System.getProperty("java.version"),
        System.getProperty("java.specification.version"),
        "",
        "",
        WORKER,
        WORKER,
        Map.of());
    report.reportHardwareInfo(
        java.availableProcessors(), 0, java.maxMemory(), 0, new long[0], new String[0], WORKER);
    report.reportModelInfo("Denselab", "{}", new String[] {ALL}, 1, 0);
    storage.putStaticInfo(report);
  }
}
