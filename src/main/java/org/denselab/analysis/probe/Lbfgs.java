package org.denselab.analysis.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth convex function by limited-memory BFGS (Nocedal and Wright 2006, algorithms
 * 7.4 and 7.5) with a backtracking line search.
 *
 * @param tolerance of the largest component of the gradient
 */
record Lbfgs(int iterations, double tolerance) {
  private static final int MEMORY = 10;
  private static final double DECREASE = 1e-4;
  private static final int HALVINGS = 30;

  /** A function with its gradient. */
  interface Function {
    /** Fills {@code gradient}; returns the value. */
    double at(double[] x, double[] gradient);
  }

  /**
   * Where it ended.
   *
   * @param converged whether the gradient is within the tolerance, or no step lowers the value by
   *     more than its rounding
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Minimum(double[] x, double value, int iterations, boolean converged) {}

  private record Pair(double[] step, double[] change, double scale) {}

  Minimum from(double[] start, Function function) {
    double[] x = start.clone();
    double[] gradient = new double[x.length];
    double value = function.at(x, gradient);
    Deque<Pair> pairs = new ArrayDeque<>();
    double[] next = new double[x.length];
    double[] nextGradient = new double[x.length];
    for (int i = 0; i < iterations; i++) {
      if (largest(gradient) <= tolerance) return new Minimum(x, value, i, true);
      double[] direction = direction(gradient, pairs);
      double slope = dot(direction, gradient);
      double step = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
      double reached = Double.POSITIVE_INFINITY;
      int halvings = 0;
      for (; halvings < HALVINGS; halvings++, step /= 2) {
        for (int j = 0; j < x.length; j++) next[j] = x[j] + step * direction[j];
        reached = function.at(next, nextGradient);
        if (reached <= value + DECREASE * step * slope) break;
      }
      if (halvings == HALVINGS) return new Minimum(x, value, i, true);
      remember(pairs, x, next, gradient, nextGradient);
      System.arraycopy(next, 0, x, 0, x.length);
      System.arraycopy(nextGradient, 0, gradient, 0, x.length);
      value = reached;
    }
    return new Minimum(x, value, iterations, largest(gradient) <= tolerance);
  }

  /** The two-loop recursion: minus the gradient times the inverse Hessian's approximation. */
  private static double[] direction(double[] gradient, Deque<Pair> pairs) {
    double[] q = gradient.clone();
    double[] alpha = new double[pairs.size()];
    int i = 0;
    for (Pair pair : pairs) {
      alpha[i] = pair.scale() * dot(pair.step(), q);
      add(q, -alpha[i++], pair.change());
    }
    if (!pairs.isEmpty()) {
      Pair newest = pairs.getFirst();
      double gamma = 1 / (newest.scale() * dot(newest.change(), newest.change()));
      for (int j = 0; j < q.length; j++) q[j] *= gamma;
    }
    for (Iterator<Pair> oldest = pairs.descendingIterator(); oldest.hasNext(); ) {
      Pair pair = oldest.next();
      double beta = pair.scale() * dot(pair.change(), q);
      add(q, alpha[--i] - beta, pair.step());
    }
    for (int j = 0; j < q.length; j++) q[j] = -q[j];
    return q;
  }

  /** Newest first; a step along which the gradient does not grow teaches nothing. */
  private static void remember(
      Deque<Pair> pairs, double[] x, double[] next, double[] gradient, double[] nextGradient) {
    double[] step = difference(next, x);
    double[] change = difference(nextGradient, gradient);
    double curvature = dot(step, change);
    if (curvature <= 1e-12 * dot(change, change)) return;
    if (pairs.size() == MEMORY) pairs.removeLast();
    pairs.addFirst(new Pair(step, change, 1 / curvature));
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) difference[i] = a[i] - b[i];
    return difference;
  }

  private static void add(double[] to, double factor, double[] x) {
    for (int i = 0; i < to.length; i++) to[i] += factor * x[i];
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  private static double largest(double[] x) {
    double largest = 0;
    for (double value : x) largest = Math.max(largest, Math.abs(value));
    return largest;
  }
}
