package org.denselab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.base.BadInput;
import org.denselab.base.ResidentMemory;
import org.denselab.engine.Engine;
import org.denselab.engine.Precision;
import org.denselab.engine.Request;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.plan.ProductLibrary;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Pooling;

/**
 * The side of an arm's process: does a step for each line it is sent, and answers with what the
 * step took.
 */
public final class Measuring {
  /** What lines of answers begin with: libraries print too. */
  static final String MARK = "bench:";

  static final String STEP = "step";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final BufferedReader in;
  private final PrintStream out;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private boolean running;
  private long startNanos;
  private long startCpu;
  private long startHeap;

  public Measuring(BufferedReader in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  /** Serves until the other side says that it is enough. */
  public void run(Arm arm, Settings settings) throws IOException {
    Engine engine = engine(arm);
    load(engine);
    long before = ResidentMemory.now();
    try (var work = new Workload(arm, settings, engine)) {
      say("ready");
      if (arm.job() == Job.GEMM) in.readLine();
      else work.run(this::next);
      long peak = ResidentMemory.peak() - before;
      int tokens = Math.max(1, (int) Math.round(work.tokens()));
      List<Reading.Limit> limit =
          ProductLibrary.usual().available()
              ? ProductLimit.measure(
                      Product.of(work.program(), tokens), arm.threads(), precision(arm))
                  .stream()
                  .map(Measuring::limit)
                  .toList()
              : List.of();
      say(
          JSON.writeValueAsString(
              new Reading(
                  work.tokens(),
                  work.flops(),
                  peak,
                  work.workspaceBytes(),
                  limit,
                  CopyRate.measure(arm.threads()))));
    }
  }

  private static Engine engine(Arm arm) {
    var plan = new PlanEngine(arm.threads(), precision(arm));
    if (!plan.precision().name().equals(arm.precision().name()))
      throw new BadInput("-Dprecision=bf16: " + plan.products().withoutBf16());
    return arm.engine() == org.denselab.dsl.Engine.PLAN ? plan : new SameDiffEngine();
  }

  private static Precision precision(Arm arm) {
    return Precision.valueOf(arm.precision().name());
  }

  /** Brings in the libraries with a program that is next to nothing. */
  private static void load(Engine engine) {
    var config = BertConfig.of(8, 1, 8, 1, 8, 0);
    var head = Head.of(Pooling.MEAN, true);
    try (var weights = Backbones.initial(config, head, 1);
        var program = Backbones.build(config, head, weights, 1);
        var executable = engine.compile(program, Request.inference("embedding"))) {
      executable.forward(org.denselab.engine.Batch.of(new int[][] {{1, 2}}));
    }
  }

  private static Reading.Limit limit(ProductLimit.Rate rate) {
    Product p = rate.product();
    String kind = p.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    return new Reading.Limit(kind, p.tokens(), p.out(), p.in(), p.count(), rate.gflops());
  }

  private boolean next() throws IOException {
    if (running)
      say(
          JSON.writeValueAsString(
              new Step(
                  (System.nanoTime() - startNanos) / 1e6,
                  (system.getProcessCpuTime() - startCpu) / 1e6,
                  threads.getTotalThreadAllocatedBytes() - startHeap)));
    String line = in.readLine();
    running = STEP.equals(line);
    startHeap = threads.getTotalThreadAllocatedBytes();
    startCpu = system.getProcessCpuTime();
    startNanos = System.nanoTime();
    return running;
  }

  private void say(String line) {
    out.println(MARK + line);
    out.flush();
  }
}
