package org.denselab.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long stages take on this machine, from those of the same kind that the store has: where
 * {@link Cost} has a model, the median of used over modelled, and else the median time.
 */
final class Rates {
  /** Shorter ones tell of start-up and noise. */
  private static final double WORTH_MEASURING = 1;

  private final Map<String, List<Double>> ratios = new HashMap<>();
  private final Map<String, List<Double>> times = new HashMap<>();

  private Rates() {}

  static Rates of(Store store) {
    var rates = new Rates();
    try {
      for (Path folder : Unreferenced.folders(store).values()) rates.learn(folder);
    } catch (IOException e) {
      // a store that cannot be listed says so where it is used
      return rates;
    }
    return rates;
  }

  private void learn(Path folder) throws IOException {
    try {
      StageRecord record = StageRecord.read(folder);
      if (!record.machine().equals(Machine.name())) return;
      if (record.divergence().isPresent()) return; // it ended before its time
      double seconds = record.done().seconds() * record.done().share();
      if (record.modelSeconds() >= WORTH_MEASURING)
        ratios
            .computeIfAbsent(record.kind(), _ -> new ArrayList<>())
            .add(seconds / record.modelSeconds());
      times.computeIfAbsent(record.kind(), _ -> new ArrayList<>()).add(seconds);
    } catch (StageRecord.Damaged e) {
      // it is made again when it is needed
    }
  }

  /** What a stage will take here. */
  double seconds(Stage stage) {
    double model = stage.estimate().seconds();
    return model > 0
        ? model * ratio(stage.kind()).orElse(1.0)
        : median(times.get(stage.kind())).orElse(0.0);
  }

  /** Used over modelled time of this kind; empty where none was measured here. */
  private Optional<Double> ratio(String kind) {
    return median(ratios.get(kind));
  }

  /** What {@link #seconds} rests on, for people. */
  String basis() {
    if (ratios.isEmpty()) return "rates of two Zen 5 cores, nothing measured here yet";
    List<String> kinds =
        ratios.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getKey() + " from " + e.getValue().size())
            .toList();
    return "rates measured on this machine: " + String.join(", ", kinds);
  }

  private static Optional<Double> median(List<Double> values) {
    if (values == null) return Optional.empty();
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return Optional.of(
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2);
  }
}
