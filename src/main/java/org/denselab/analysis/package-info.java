/**
 * What can be said of data beside training on it: whether it is sound, how long its texts are, and
 * what of a test was seen before. Entry types: {@link org.denselab.analysis.Validation} and {@link
 * org.denselab.analysis.Contamination}. Texts are streamed; of them only 64-bit hashes stay in
 * memory. Must not know the scheduler.
 */
package org.denselab.analysis;
