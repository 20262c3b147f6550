/**
 * The encoder of T5, v1.1 and original. Entry type: {@link org.denselab.backbone.t5.T5Config}. Must
 * not know training.
 */
package org.denselab.backbone.t5;
