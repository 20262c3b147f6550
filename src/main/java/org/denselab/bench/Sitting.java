package org.denselab.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.Progress;

/** Measures arms side by side: a step of the first, a step of the second, and round again. */
public final class Sitting implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger();

  /** Above it, times tell of others too. */
  private static final double DISTURBED = 0.03;

  /** Kernels that are not compiled yet make objects of their vectors, many times as much. */
  private static final long COMPILED_HEAP = 4 << 20;

  private final Settings settings;
  private final List<Arm> arms;
  private final List<ArmProcess> processes = new ArrayList<>();

  /**
   * Starts a process for each arm.
   *
   * @param launch what starts the process of an arm: a JVM that calls {@link Measuring#run}
   */
  public Sitting(Settings settings, List<Arm> arms, Function<Arm, ProcessBuilder> launch)
      throws IOException {
    this.settings = settings;
    this.arms = arms;
    try {
      // one after the other: memory of one that is loading is not the other's
      for (Arm arm : arms) {
        processes.add(new ArmProcess(launch.apply(arm)));
        processes.getLast().ready();
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Warms up, measures, and ends the processes. */
  public List<Result> run(Progress.Source progress) throws IOException {
    List<List<Step>> steps = new ArrayList<>();
    arms.forEach(_ -> steps.add(new ArrayList<>()));
    boolean moving = arms.getFirst().job() != Job.GEMM;
    double others = moving ? measure(steps, progress) : 0;
    var results = new ArrayList<Result>();
    for (int a = 0; a < arms.size(); a++)
      results.add(
          new Result(
              arms.get(a),
              steps.get(a),
              processes.get(a).end(),
              Result.ratio(steps.get(a), steps.getFirst()),
              others));
    return results;
  }

  private double measure(List<List<Step>> steps, Progress.Source progress) throws IOException {
    double share;
    try (var bar = progress.start("bench", "rounds", settings.warmup() + settings.steps())) {
      long heap = Long.MAX_VALUE;
      int rounds = 0;
      for (; rounds < settings.mostWarmup(); rounds++) {
        if (rounds >= settings.warmup() && heap < COMPILED_HEAP) break;
        heap = 0;
        for (Step step : round()) heap = Math.max(heap, step.heapBytes());
        if (rounds < settings.warmup()) bar.step(1);
      }
      if (rounds > settings.warmup())
        LOG.info("{} rounds of warm-up: the compiler was not done before", rounds);
      var others = new Others();
      for (int round = 0; round < settings.steps(); round++) {
        List<Step> done = round();
        for (int a = 0; a < arms.size(); a++) steps.get(a).add(done.get(a));
        bar.step(1);
      }
      share = others.share();
    }
    if (share > DISTURBED)
      LOG.warn(
          "other processes took {} % of the processors: times are disturbed",
          Math.round(100 * share));
    return share;
  }

  private List<Step> round() throws IOException {
    var done = new ArrayList<Step>();
    for (ArmProcess process : processes) done.add(process.step());
    return done;
  }

  @Override
  public void close() {
    processes.forEach(ArmProcess::close);
  }
}
