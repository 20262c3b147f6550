/** Gemma. Entry type: {@link org.denselab.backbone.gemma.GemmaConfig}. Must not know training. */
package org.denselab.backbone.gemma;
