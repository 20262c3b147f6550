package org.denselab.analysis.geometry;

import java.lang.foreign.MemorySegment;
import org.denselab.engine.Matrix;
import org.denselab.engine.Products;

/**
 * A sample of embeddings, each brought to length 1: what retrieval by cosine sees.
 *
 * @param unit [points, width]
 */
public record Space(Matrix unit) {
  public Space {
    if (unit.rows() < 3)
      throw new IllegalArgumentException("a space of " + unit.rows() + " points has no shape");
  }

  public static Space of(Matrix embeddings) {
    var unit = new Matrix(embeddings.rows(), embeddings.columns());
    int width = unit.columns();
    for (int row = 0; row < unit.rows(); row++) {
      double squares = 0;
      for (int i = 0; i < width; i++) squares += Math.pow(embeddings.at(row, i), 2);
      double length = Math.sqrt(squares);
      for (int i = 0; i < width; i++)
        unit.values()[row * width + i] = (float) (embeddings.at(row, i) / length);
    }
    return new Space(unit);
  }

  /** Number of points. */
  public int size() {
    return unit.rows();
  }

  /** Cosines of all pairs. */
  public Similarities similarities() {
    int points = size();
    var cosines = new Matrix(points, points);
    var values = MemorySegment.ofArray(unit.values());
    Products.nt(
        values,
        values,
        MemorySegment.ofArray(cosines.values()),
        points,
        points,
        unit.columns(),
        false);
    return new Similarities(cosines);
  }

  /** The variance of the points by direction. */
  public Spectrum spectrum() {
    return Spectrum.of(centred(), size());
  }

  /** Row-major [points, width], the mean taken off. */
  double[] centred() {
    int width = unit.columns();
    double[] mean = mean();
    double[] centred = new double[size() * width];
    for (int i = 0; i < centred.length; i++) centred[i] = unit.values()[i] - mean[i % width];
    return centred;
  }

  double[] mean() {
    int width = unit.columns();
    double[] mean = new double[width];
    for (int i = 0; i < unit.values().length; i++) mean[i % width] += unit.values()[i];
    for (int i = 0; i < width; i++) mean[i] /= size();
    return mean;
  }
}
