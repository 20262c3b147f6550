package org.denselab.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Native memory of what cells compute, in bytes. Planning a program's memory takes longer than all
 * else of a study's plan, and cells mostly ask the same: each question is answered once.
 */
final class PlannedBytes {
  private final Map<List<?>, Long> known = new HashMap<>();

  /**
   * @param question all that the answer depends on
   */
  long of(List<?> question, LongSupplier plan) {
    Long before = known.get(question);
    if (before != null) return before;
    long bytes = plan.getAsLong();
    known.put(question, bytes);
    return bytes;
  }
}
