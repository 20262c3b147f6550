package org.denselab.engine.plan;

import java.util.List;
import org.denselab.graph.Block;
import org.denselab.graph.Value;

/**
 * A program lowered for a request.
 *
 * @param lives of the buffers, in steps of forward and backward counted through
 * @param outputs what a forward pass returns
 * @param seeds taps that a backward pass starts from
 * @param derivatives what a backward pass returns
 * @param gradients names of the parameters that a backward pass adds to, by number
 * @param embeddings blocks whose tables a batch must fit
 * @param numbers the parameters' values, which live as long as the plan
 * @param convertedBytes of values that are not used as stored
 */
record Plan(
    List<Step> forward,
    List<Step> backward,
    List<Buffer> buffers,
    List<Placement.Life> lives,
    List<Tap> outputs,
    List<String> seeds,
    List<Tap> derivatives,
    List<String> gradients,
    List<Block.Embedding> embeddings,
    List<Numbers> numbers,
    long convertedBytes) {
  /**
   * A value that the caller reads.
   *
   * @param buffer where it is; null where it is all zero
   */
  record Tap(String name, Value value, Buffer buffer) {}

  Plan {
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
    buffers = List.copyOf(buffers);
    lives = List.copyOf(lives);
    outputs = List.copyOf(outputs);
    seeds = List.copyOf(seeds);
    derivatives = List.copyOf(derivatives);
    gradients = List.copyOf(gradients);
    embeddings = List.copyOf(embeddings);
    numbers = List.copyOf(numbers);
  }

  /** All that passes over batches of such a capacity take. */
  long bytes(Capacity capacity) {
    return convertedBytes + Placement.of(buffers, lives, capacity).bytes();
  }
}
