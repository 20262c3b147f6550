/**
 * Phi-1.5 and Phi-2. Entry type: {@link org.denselab.backbone.phi.PhiConfig}. Must not know
 * training.
 */
package org.denselab.backbone.phi;
