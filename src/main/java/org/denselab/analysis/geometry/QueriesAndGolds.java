package org.denselab.analysis.geometry;

/**
 * Queries, each beside one of its positives.
 *
 * @param golds a row for each query
 */
public record QueriesAndGolds(Space queries, Space golds) {
  public QueriesAndGolds {
    if (queries.size() != golds.size())
      throw new IllegalArgumentException(queries.size() + " queries, " + golds.size() + " golds");
  }

  /** Alignment (Wang and Isola 2020): the mean squared distance of a query and its positive. */
  public Measure alignment() {
    double[] distances = new double[queries.size()];
    int width = queries.unit().columns();
    for (int p = 0; p < distances.length; p++)
      for (int i = 0; i < width; i++)
        distances[p] += Math.pow(queries.unit().at(p, i) - (double) golds.unit().at(p, i), 2);
    return Measure.meanOf(distances);
  }

  /** The modality gap (Liang et al. 2022): how far the queries' mean is from their positives'. */
  public Measure gap() {
    double[] from = queries.mean();
    double[] to = golds.mean();
    double squares = 0;
    for (int i = 0; i < from.length; i++) squares += Math.pow(from[i] - to[i], 2);
    double gap = Math.sqrt(squares);
    double[] points = new double[queries.size()];
    for (int p = 0; p < points.length; p++) {
      double along = 0;
      for (int i = 0; i < from.length && gap > 0; i++)
        along += (from[i] - to[i]) / gap * (queries.unit().at(p, i) - golds.unit().at(p, i));
      points[p] = along;
    }
    return new Measure(gap, points);
  }
}
