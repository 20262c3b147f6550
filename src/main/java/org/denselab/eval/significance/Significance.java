package org.denselab.eval.significance;

/**
 * The outcome of a paired test.
 *
 * @param pairs queries compared
 * @param meanDifference system minus baseline
 * @param p two-sided
 */
public record Significance(int pairs, double meanDifference, double statistic, double p) {}
