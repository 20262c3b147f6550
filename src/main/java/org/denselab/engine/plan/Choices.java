package org.denselab.engine.plan;

import java.util.function.Predicate;
import org.denselab.graph.Block;

/**
 * What a plan does one way although another would compute the same. Tests choose otherwise.
 *
 * @param longestWhole tokens up to which the attention of a sequence is in memory whole
 * @param kernel whether a block is computed by kernels; else it is a SameDiff program of its own
 */
record Choices(int longestWhole, Predicate<Block> kernel) {
  static final Choices USUAL = new Choices(512, _ -> true);
}
