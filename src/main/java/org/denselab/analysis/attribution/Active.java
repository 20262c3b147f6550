package org.denselab.analysis.attribution;

import java.util.List;
import org.denselab.engine.Matrix;

/**
 * Which neurons are active: a text's scores are divided by the highest of all its layers, and those
 * above the threshold count.
 *
 * @param counts texts in which a neuron is active, by matrix and neuron
 * @param byText active neurons of a text, by text
 */
public record Active(double threshold, List<int[]> counts, int[] byText) {
  public Active {
    counts = List.copyOf(counts);
  }

  /**
   * @param scores of each matrix, a row a text
   */
  public static Active of(List<Matrix> scores, double threshold) {
    int texts = scores.getFirst().rows();
    List<int[]> counts = scores.stream().map(matrix -> new int[matrix.columns()]).toList();
    int[] byText = new int[texts];
    for (int t = 0; t < texts; t++) {
      double highest = 0;
      for (Matrix matrix : scores)
        for (int n = 0; n < matrix.columns(); n++) highest = Math.max(highest, matrix.at(t, n));
      for (int m = 0; m < scores.size(); m++)
        for (int n = 0; n < scores.get(m).columns(); n++)
          if (scores.get(m).at(t, n) > threshold * highest) {
            counts.get(m)[n]++;
            byText[t]++;
          }
    }
    return new Active(threshold, counts, byText);
  }
}
