/**
 * Runs a {@code graph.Program}: forward to taps, backward from taps. Entry type: {@link
 * org.denselab.engine.Engine}. Results do not depend on batch mates, padding or bucket (1e-5). Must
 * not know retrieval.
 */
package org.denselab.engine;
