package org.denselab.train;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.denselab.engine.Gradients;

/**
 * How large a model's numbers are: means of absolute values over all that is trainable, as
 * Deeplearning4j compares them.
 *
 * @param values of the parameters
 * @param updates how far the last step moved them
 */
record Magnitudes(double values, double updates) {

  /**
   * @param optimizer after its step
   * @param gradients what it stepped by
   * @param rate that it stepped at
   */
  static Magnitudes of(Optimizer optimizer, Gradients gradients, double rate) {
    double values = 0;
    double updates = 0;
    long elements = 0;
    for (var slot : optimizer.slots().values()) {
      AdamKernel kernel = optimizer.kernel(slot.parameter(), rate, 1);
      MemorySegment gradient = gradients.of(slot.parameter().name());
      long count = slot.parameter().elements();
      long stretch = optimizer.together(slot.parameter());
      for (long from = 0; from < count; from += stretch) {
        long to = Math.min(count, from + stretch);
        values += sum(slot.parameter().values(), from, to);
        if (optimizer.steps(slot.parameter(), gradient, from, to))
          updates += kernel.moved(slot.parameter().values(), slot.first(), slot.second(), from, to);
      }
      elements += count;
    }
    return new Magnitudes(values / elements, updates / elements);
  }

  private static double sum(MemorySegment values, long from, long to) {
    double sum = 0;
    for (long i = from; i < to; i++) sum += Math.abs(values.getAtIndex(ValueLayout.JAVA_FLOAT, i));
    return sum;
  }
}
