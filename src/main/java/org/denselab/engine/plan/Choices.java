package org.denselab.engine.plan;

import java.util.function.Predicate;
import org.denselab.graph.Block;

/**
 * What a plan does one way although another would compute the same. Tests choose otherwise.
 *
 * @param longestWhole tokens up to which the attention of a sequence is in memory whole
 * @param products what multiplies
 * @param kernel whether a block is computed by kernels; else it is a SameDiff program of its own
 */
record Choices(int longestWhole, ProductLibrary products, Predicate<Block> kernel) {
  private static final int LONGEST_WHOLE = 512;

  /** With the usual products. */
  Choices(int longestWhole, Predicate<Block> kernel) {
    this(longestWhole, ProductLibrary.usual(), kernel);
  }

  static Choices usual() {
    return with(ProductLibrary.usual());
  }

  /** What is usual but for the products. */
  static Choices with(ProductLibrary products) {
    return new Choices(LONGEST_WHOLE, products, _ -> true);
  }
}
