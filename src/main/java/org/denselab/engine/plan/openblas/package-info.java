/**
 * Matrix products in fp32 by the OpenBLAS that ND4J brings along, called through the
 * foreign-function interface. Entry type: {@link org.denselab.engine.plan.openblas.OpenBlas}.
 * Invariants: a product runs on the thread that calls it and on no other, without any effect on the
 * OpenBLAS that ND4J has loaded; addresses are native memory that the caller owns. Must not know
 * programs.
 */
package org.denselab.engine.plan.openblas;
