/**
 * Linear probing: how well a linear scorer finds the positive among hard negatives from the vectors
 * of one layer. Entry types: {@link org.denselab.analysis.probe.Candidates}, {@link
 * org.denselab.analysis.probe.LayerEncoder} and {@link org.denselab.analysis.probe.Probes}.
 */
package org.denselab.analysis.probe;
