package org.denselab.engine.plan;

import java.util.OptionalLong;
import org.denselab.base.BadInput;
import org.denselab.engine.Engine;
import org.denselab.engine.Executable;
import org.denselab.engine.Request;
import org.denselab.engine.plan.onednn.OneDnn;
import org.denselab.graph.Outline;
import org.denselab.graph.Program;

/** The engine for CPUs that oneDNN has a build for. */
public final class PlanEngine implements Engine {
  private final int threads;

  /** One thread a processor. */
  public PlanEngine() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /** Results are the same bits for any number of threads. */
  public PlanEngine(int threads) {
    if (threads < 1) throw new IllegalArgumentException(threads + " threads");
    this.threads = threads;
  }

  @Override
  public String name() {
    return "plan";
  }

  /**
   * @throws BadInput where this platform has no build of oneDNN
   */
  @Override
  public Executable compile(Program program, Request request) {
    if (!OneDnn.available())
      throw new BadInput(
          "engine: plan needs oneDNN, which has no build for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch")
              + "; write engine: samediff");
    return new PlanExecutable(Lowering.lower(program, request, threads), threads);
  }

  @Override
  public OptionalLong workspace(Outline program, Request request, Iterable<int[]> batches) {
    Plan plan = Lowering.lower(program, _ -> 0, request, threads);
    return OptionalLong.of(
        Placement.of(plan.buffers(), plan.lives(), Packing.capacity(batches)).bytes());
  }
}
