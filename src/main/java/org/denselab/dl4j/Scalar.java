package org.denselab.dl4j;

/**
 * One number of a training run.
 *
 * @param step updates made so far, from 1 on
 * @param millis when it was told, since 1970
 */
public record Scalar(Series series, int step, long millis, double value) {}
