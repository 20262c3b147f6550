/**
 * Dense retrieval: passages to a vector file, exact search over it, fusion of runs. Entry types:
 * {@link org.denselab.dense.Encoder}, {@link org.denselab.dense.ExactSearch}. Results are the same
 * for any number of threads. Must not know training.
 */
package org.denselab.dense;
