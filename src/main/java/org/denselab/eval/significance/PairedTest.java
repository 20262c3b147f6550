package org.denselab.eval.significance;

import java.util.Map;
import org.denselab.base.BadInput;

/** A test of whether two systems differ, on the same queries. */
public interface PairedTest {
  /**
   * Tests whether the mean difference is 0.
   *
   * @param differences one value a query: system minus baseline
   */
  Significance test(double[] differences);

  /**
   * Pairs two systems by query id.
   *
   * @throws BadInput where they were not scored on the same queries
   */
  default Significance test(Map<String, Double> system, Map<String, Double> baseline) {
    if (!system.keySet().equals(baseline.keySet()))
      throw new BadInput(
          "a paired test needs the same queries: one side has %d, the other %d, and they differ"
              .formatted(system.size(), baseline.size()));
    double[] differences = new double[system.size()];
    int i = 0;
    for (var entry : system.entrySet())
      differences[i++] = entry.getValue() - baseline.get(entry.getKey());
    return test(differences);
  }
}
