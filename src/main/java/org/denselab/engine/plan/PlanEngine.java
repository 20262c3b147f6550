package org.denselab.engine.plan;

import java.util.OptionalLong;
import org.denselab.base.BadInput;
import org.denselab.base.Cores;
import org.denselab.engine.Engine;
import org.denselab.engine.Executable;
import org.denselab.engine.Precision;
import org.denselab.engine.Request;
import org.denselab.graph.Outline;
import org.denselab.graph.Program;

/** The engine for CPUs that a {@link ProductLibrary} has a build for. */
public final class PlanEngine implements Engine {
  private final int threads;
  private final boolean half;
  private final Choices choices;

  /** One thread a processor, in fp32. */
  public PlanEngine() {
    this(Cores.share());
  }

  /** In fp32. Results are the same bits for any number of threads. */
  public PlanEngine(int threads) {
    this(threads, Precision.FP32);
  }

  /** One thread a processor. */
  public PlanEngine(Precision precision) {
    this(Cores.share(), precision);
  }

  /** Stays in fp32 where the processor has no instructions for bf16: see {@link #precision}. */
  public PlanEngine(int threads, Precision precision) {
    this(threads, precision, Choices.usual());
  }

  /** Stays in fp32 where the products are in fp32 only. */
  public PlanEngine(int threads, Precision precision, ProductLibrary products) {
    this(threads, precision, Choices.with(products));
  }

  PlanEngine(int threads, Precision precision, Choices choices) {
    if (threads < 1) throw new IllegalArgumentException(threads + " threads");
    this.threads = threads;
    this.choices = choices;
    half = precision == Precision.BF16 && choices.products().multipliesBf16();
  }

  @Override
  public String name() {
    return "plan";
  }

  /** What multiplies. */
  public ProductLibrary products() {
    return choices.products();
  }

  /** What products are computed in. */
  public Precision precision() {
    return half ? Precision.BF16 : Precision.FP32;
  }

  /**
   * @throws BadInput where this platform has no build of what is to multiply
   */
  @Override
  public Executable compile(Program program, Request request) {
    if (!choices.products().available())
      throw new BadInput(
          "engine: plan needs " + ProductLibrary.lacking() + "; write engine: samediff");
    var fallbacks = new Fallbacks(program, !request.seeded().isEmpty());
    Plan plan = Lowering.lower(program, request, half, threads, choices, fallbacks);
    return new PlanExecutable(plan, threads, choices, fallbacks);
  }

  @Override
  public OptionalLong workspace(Outline program, Request request, Iterable<int[]> batches) {
    Plan plan = Lowering.lower(program, request, half, threads, choices);
    return OptionalLong.of(plan.bytes(Packing.capacity(batches, choices.longestWhole())));
  }
}
