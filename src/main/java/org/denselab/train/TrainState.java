package org.denselab.train;

import java.util.List;
import org.denselab.graph.Parameter;

/**
 * Where a run stands after {@code step} updates: with the program's parameters, all that is needed
 * to go on exactly.
 *
 * @param cursor the batch that comes next
 * @param losses of the steps so far
 * @param effectiveNegatives summed over steps
 * @param optimizer holds the moments
 * @param own the objective's own parameters
 */
@SuppressWarnings("ArrayRecordComponent") // a copy made for the one who asks
public record TrainState(
    int step,
    Cursor cursor,
    double[] losses,
    double effectiveNegatives,
    long masked,
    Optimizer optimizer,
    List<Parameter> own) {}
