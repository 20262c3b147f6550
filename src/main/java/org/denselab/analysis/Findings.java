package org.denselab.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a validation found, in order. */
final class Findings {
  final Map<String, String> counts = new LinkedHashMap<>();
  final List<String> broken = new ArrayList<>();
  final List<String> noted = new ArrayList<>();

  void count(String name, long count) {
    counts.put(name, "%,d".formatted(count));
  }

  void say(String name, String value) {
    counts.put(name, value);
  }

  /** Spoils training or evaluation. */
  void broken(long count, String what, String first) {
    if (count > 0)
      broken.add("%,d %s%s".formatted(count, what, first.isEmpty() ? "" : ", first at " + first));
  }

  /** Worth knowing. */
  void noted(long count, String what) {
    if (count > 0) noted.add("%,d %s".formatted(count, what));
  }
}
