/**
 * Hard negatives out of a ranking, whoever made it: a window of ranks, never a positive nor a
 * passage that says the same, with provenance. Entry type: {@link org.denselab.mining.Miner}. Must
 * not know how passages are ranked: BM25, embeddings and chance each bring a {@link
 * org.denselab.mining.Ranking}.
 */
package org.denselab.mining;
