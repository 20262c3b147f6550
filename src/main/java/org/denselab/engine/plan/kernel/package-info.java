/**
 * Loops over rows of numbers in native memory, by the Vector API, one small file a kernel.
 * Arguments are addresses, counts and widths in elements, fp32; any width will do. Entry types: the
 * kernels, such as {@link org.denselab.engine.plan.kernel.LayerNorm}. Invariants: a kernel runs on
 * the thread that calls it, makes no object, and writes the same bits whichever rows are given to
 * one call. Must not know programs.
 */
package org.denselab.engine.plan.kernel;
