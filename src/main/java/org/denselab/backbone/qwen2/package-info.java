/**
 * Qwen1.5 and Qwen2. Entry type: {@link org.denselab.backbone.qwen2.Qwen2Config}. Must not know
 * training.
 */
package org.denselab.backbone.qwen2;
