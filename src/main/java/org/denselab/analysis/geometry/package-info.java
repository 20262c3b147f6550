/**
 * The shape of a space of embeddings, in numbers: each class is one family of measures over the
 * same sample of points. Entry type: {@link org.denselab.analysis.geometry.Space}. Must not know
 * models or the scheduler.
 */
package org.denselab.analysis.geometry;
