/**
 * Matrix products by oneDNN, its C API called through the foreign-function interface. Entry type:
 * {@link org.denselab.engine.plan.onednn.OneDnn}. Invariants: a product runs on the thread that
 * calls it and on no other; addresses are native memory that the caller owns. Must not know
 * programs.
 */
package org.denselab.engine.plan.onednn;
