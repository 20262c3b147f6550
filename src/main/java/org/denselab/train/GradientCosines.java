package org.denselab.train;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.denselab.engine.Gradients;
import org.denselab.graph.Parameter;

/**
 * Whether tasks pull a model in the same direction: cosines between the gradients of their losses
 * over all trainable parameters (Yu et al. 2020 call what is negative a conflict).
 */
public final class GradientCosines {
  private GradientCosines() {}

  /**
   * Cosines between the tasks' gradients, of each over its next batches; NaN where a gradient is 0.
   * Changes no parameter.
   *
   * @param batches of each task
   * @param parameters those of the program
   * @return symmetric [tasks, tasks]
   */
  public static double[][] of(
      List<? extends Objective> tasks, int batches, Collection<Parameter> parameters) {
    List<Gradients> gradients = new ArrayList<>();
    try {
      for (Objective task : tasks) {
        var own = new Gradients(parameters);
        gradients.add(own);
        own.zero();
        for (int i = 0; i < batches; i++) task.accumulate(i, own);
      }
      return cosines(gradients);
    } finally {
      gradients.forEach(Gradients::close);
    }
  }

  private static double[][] cosines(List<Gradients> gradients) {
    int tasks = gradients.size();
    double[][] cosines = new double[tasks][tasks];
    double[] norms = gradients.stream().mapToDouble(g -> Math.sqrt(dot(g, g))).toArray();
    for (int a = 0; a < tasks; a++)
      for (int b = 0; b <= a; b++) {
        double product = norms[a] * norms[b];
        double cosine =
            product > 0 ? dot(gradients.get(a), gradients.get(b)) / product : Double.NaN;
        cosines[a][b] = cosine;
        cosines[b][a] = cosine;
      }
    return cosines;
  }

  private static double dot(Gradients a, Gradients b) {
    double sum = 0;
    for (var entry : a.all().entrySet()) {
      MemorySegment first = entry.getValue();
      MemorySegment second = b.of(entry.getKey());
      long elements = first.byteSize() / Float.BYTES;
      for (long i = 0; i < elements; i++)
        sum +=
            (double) first.getAtIndex(ValueLayout.JAVA_FLOAT, i)
                * second.getAtIndex(ValueLayout.JAVA_FLOAT, i);
    }
    return sum;
  }
}
