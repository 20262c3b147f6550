/**
 * The reference engine, on any ND4J backend: padded batches, SameDiff's own differentiation with
 * its defects worked around. Entry type: {@link org.denselab.engine.samediff.SameDiffEngine}.
 * Invariants: a pass allocates nothing that outlives it, every array is dense and row-major, and
 * only operations run whose values and gradients are tested. Must not know retrieval.
 */
package org.denselab.engine.samediff;
