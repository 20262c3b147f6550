/**
 * RoBERTa. Entry type: {@link org.denselab.backbone.roberta.RobertaConfig}. Must not know training.
 */
package org.denselab.backbone.roberta;
