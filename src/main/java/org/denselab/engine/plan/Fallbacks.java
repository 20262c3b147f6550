package org.denselab.engine.plan;

import java.util.HashMap;
import java.util.Map;
import org.denselab.engine.Gradients;
import org.denselab.engine.samediff.BlockExecutable;
import org.denselab.graph.Block;
import org.denselab.graph.Program;

/**
 * Blocks without kernels as SameDiff programs of their own, each compiled when it first runs. Their
 * memory is none of the plan's.
 */
final class Fallbacks implements AutoCloseable {
  /**
   * One of them.
   *
   * @param gradients of its parameters, in the pass that runs
   */
  record Fallback(BlockExecutable run, Gradients gradients) {}

  /** SameDiff programs share what must not be shared at once, those of other programs too. */
  static final Object ONE_AT_A_TIME = new Object();

  private final Program program;
  private final boolean training;
  private final Map<String, Fallback> compiled = new HashMap<>();

  /**
   * @param training whether a request for the program wants gradients
   */
  Fallbacks(Program program, boolean training) {
    this.program = program;
    this.training = training;
  }

  synchronized Fallback of(Block block) {
    return compiled.computeIfAbsent(block.name(), _ -> compile(block));
  }

  private Fallback compile(Block block) {
    var run = BlockExecutable.of(program, block, training);
    return new Fallback(run, new Gradients(run.parameters()));
  }

  @Override
  public void close() {
    for (Fallback fallback : compiled.values()) {
      fallback.run().close();
      fallback.gradients().close();
    }
    compiled.clear();
  }
}
