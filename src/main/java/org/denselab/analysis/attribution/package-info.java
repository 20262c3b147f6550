/**
 * Which feed-forward neurons make an embedding: integrated gradients over their weights (paper A,
 * after Dai et al. 2022). Entry types: {@link org.denselab.analysis.attribution.NeuronMatrix} and
 * {@link org.denselab.analysis.attribution.Attribution}.
 */
package org.denselab.analysis.attribution;
