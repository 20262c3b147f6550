/**
 * DistilBERT. Entry type: {@link org.denselab.backbone.distilbert.DistilbertConfig}. Must not know
 * training.
 */
package org.denselab.backbone.distilbert;
