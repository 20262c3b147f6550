package org.denselab.engine.samediff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.denselab.engine.Batch;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Request;
import org.denselab.graph.Block;
import org.denselab.graph.Parameter;
import org.denselab.graph.Program;
import org.denselab.graph.Value;

/** One block of a program, for an engine that has no kernel for it. */
public final class BlockExecutable implements AutoCloseable {
  private final Block block;
  private final Program alone;
  private final SameDiffExecutable run;

  /** As a request for the whole program would have it: with dropout and gradients, or without. */
  public static BlockExecutable of(Program whole, Block block, boolean training) {
    return new BlockExecutable(block, whole.alone(block), training);
  }

  private BlockExecutable(Block block, Program alone, boolean training) {
    this.block = block;
    this.alone = alone;
    var inputs = new LinkedHashSet<>(block.inputs().stream().map(Value::name).toList());
    boolean differentiable =
        !inputs.isEmpty() || alone.parameters().stream().anyMatch(Parameter::trainable);
    List<String> output = List.of(block.output().name());
    var request =
        training && differentiable
            ? new Request(output, output, new ArrayList<>(inputs))
            : new Request(output, List.of(), List.of());
    run = new SameDiffExecutable(alone, request);
  }

  /** The block's parameters. */
  public Iterable<Parameter> parameters() {
    return alone.parameters();
  }

  /**
   * The block's output.
   *
   * @param inputs rows of the values that it reads, by name
   */
  public Matrix forward(Batch batch, Map<String, Matrix> inputs) {
    run.give(new HashMap<>(inputs));
    return run.forward(batch).get(block.output().name());
  }

  /**
   * Differentiates the last forward pass.
   *
   * @param seed gradient by the output
   * @param into gradients of the parameters are added here
   * @return gradients by the inputs
   */
  public Map<String, Matrix> backward(Batch batch, Matrix seed, Gradients into) {
    return run.backward(batch, Map.of(block.output().name(), seed), into);
  }

  @Override
  public void close() {
    run.close();
    alone.close();
  }
}
