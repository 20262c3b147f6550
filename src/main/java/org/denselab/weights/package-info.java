/**
 * Safetensors (single and sharded) and PEFT files, memory-mapped in, written whole. Entry types:
 * {@link org.denselab.weights.ModelFiles} opens a HuggingFace folder as a {@link
 * org.denselab.weights.TensorSource}, {@link org.denselab.weights.PeftAdapter} reads and writes
 * adapters, {@link org.denselab.weights.SafetensorsWriter} writes. Invariant: a file that was
 * opened has been checked whole, so that every tensor in it can be read. Knows tensors by name;
 * must not know graphs.
 */
package org.denselab.weights;
