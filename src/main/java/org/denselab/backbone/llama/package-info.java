/**
 * Llama and, as it computes the same, Mistral. Entry type: {@link
 * org.denselab.backbone.llama.LlamaConfig}. Must not know training.
 */
package org.denselab.backbone.llama;
