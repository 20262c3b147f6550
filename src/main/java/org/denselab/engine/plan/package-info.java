/**
 * The fast engine for CPUs: a program's block table is lowered to a fixed list of steps, forward
 * and backward, over one piece of memory in which every buffer has its place before the first pass.
 * Sequences are packed one after the other, without padding. Entry type: {@link
 * org.denselab.engine.plan.PlanEngine}.
 *
 * <p>Invariants: packed rows are rounded up to a multiple of 64; in the rows past the last token
 * activations are finite and gradients are 0. A step is cut into items by the shape of the batch
 * alone, weights' gradients by the number of threads too where no bit depends on how a product is
 * cut ({@link org.denselab.engine.plan.ProductLibrary}), and an item is computed by one thread: the
 * same bits for any number of threads. No block needs its own output for its gradient, so that
 * whoever reads a value last may overwrite it. Must not know retrieval.
 */
package org.denselab.engine.plan;
