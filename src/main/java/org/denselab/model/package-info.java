/**
 * A backbone with everything needed to use it: program, tokenizer, templates, pooling. Entry types:
 * {@link org.denselab.model.Model}, {@link org.denselab.model.Encoders} for one or two of them, and
 * {@link org.denselab.model.ModelFolder}. What is read back gives the same embeddings to the bit;
 * what contradicts itself is refused. Must not know training or retrieval.
 */
package org.denselab.model;
