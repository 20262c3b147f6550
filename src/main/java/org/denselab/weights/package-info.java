/**
 * Safetensors (single and sharded) and PEFT files, memory-mapped in, written whole. Entry type:
 * {@link org.denselab.weights.TensorSource}. Knows tensors by name; must not know graphs.
 */
package org.denselab.weights;
