package org.denselab.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.denselab.base.BadInput;
import org.denselab.base.ByteCount;
import org.denselab.engine.Engine;
import org.denselab.engine.Request;
import org.denselab.graph.Outline;

/**
 * What training takes of native memory, told before its first step, and the way to stay within a
 * budget.
 *
 * @param weights bytes of all parameters
 * @param updates bytes of gradients and the optimizer's moments
 * @param workspace bytes of what a pass makes; empty where the engine takes memory as it goes
 * @param way what is done to need no more
 */
public record TrainingMemory(long weights, long updates, OptionalLong workspace, Way way) {
  private static final int FLOAT = 4;

  /** Gradient and two moments. */
  private static final int UPDATES = 3;

  /**
   * How a pass is made smaller, at the price of passing forward more than once.
   *
   * @param recompute whether layers make their values again, see {@link Request#recompute}
   * @param microBatch sequences of a pass, 0 for the whole batch, see {@link ContrastiveSettings}
   */
  public record Way(boolean recompute, int microBatch) {
    public static final Way WHOLE = new Way(false, 0);

    /** The request that an engine compiles for it. */
    public Request request(String tap) {
      var request = Request.training(tap);
      return recompute ? request.recomputing() : request;
    }
  }

  /**
   * What is trained.
   *
   * @param tap read and seeded
   * @param own elements of parameters that the objective brings along
   * @param chunks whether a batch may go through the program in parts
   */
  public record Job(Engine engine, Outline program, String tap, long own, boolean chunks) {
    /** What one way takes. */
    public TrainingMemory with(Way way, Ahead ahead) {
      return new TrainingMemory(
          program.bytes() + FLOAT * own,
          (long) UPDATES * FLOAT * (program.trainableElements() + own),
          engine.workspace(program, way.request(tap), ahead.passes(way.microBatch())),
          way);
    }

    /** From what takes the least time to what takes the least memory. */
    private List<Way> ways(Ahead ahead) {
      var ways = new ArrayList<>(List.of(Way.WHOLE, new Way(true, 0)));
      if (chunks)
        for (boolean recompute : new boolean[] {false, true})
          for (int parts = 2; parts < 2 * ahead.sequences(); parts *= 2)
            ways.add(new Way(recompute, Math.max(1, Math.ceilDiv(ahead.sequences(), parts))));
      return ways;
    }
  }

  /** One of several programs that train together, and what goes through it. */
  public record Part(Job job, Ahead ahead) {}

  /** What whole batches take. */
  public static TrainingMemory whole(Job job, Ahead ahead) {
    return job.with(Way.WHOLE, ahead);
  }

  /** What whole batches take of programs that train together. */
  public static TrainingMemory whole(List<Part> parts) {
    return with(Way.WHOLE, parts);
  }

  private static TrainingMemory with(Way way, List<Part> parts) {
    return parts.stream()
        .map(part -> part.job().with(way, part.ahead()))
        .reduce(TrainingMemory::plus)
        .orElseThrow();
  }

  private TrainingMemory plus(TrainingMemory other) {
    boolean known = workspace.isPresent() && other.workspace.isPresent();
    return new TrainingMemory(
        weights + other.weights,
        updates + other.updates,
        known
            ? OptionalLong.of(workspace.getAsLong() + other.workspace.getAsLong())
            : OptionalLong.empty(),
        way);
  }

  /**
   * The first way that stays within the budget: whole batches; layers that make their values again,
   * which changes no bit; gradient caching (Gao et al. 2021) with the largest parts; both.
   *
   * @throws BadInput where none does, saying how much the most frugal one takes
   */
  public static TrainingMemory within(long budget, Job job, Ahead ahead) {
    return within(budget, List.of(new Part(job, ahead)));
  }

  /** As {@link #within(long, Job, Ahead)}, for programs that train together, all in one way. */
  public static TrainingMemory within(long budget, List<Part> parts) {
    Part largest =
        parts.stream().max(Comparator.comparingInt(p -> p.ahead().sequences())).orElseThrow();
    TrainingMemory last = null;
    for (Way way : largest.job().ways(largest.ahead())) {
      last = with(way, parts);
      if (last.workspace.isEmpty())
        throw new BadInput(
            "memory is planned by engine plan, not by " + largest.job().engine().name());
      if (last.bytes() <= budget) return last;
    }
    throw new BadInput(
        "%s is less than training needs at its most frugal, which is %dMB: %s"
            .formatted(ByteCount.text(budget), Math.ceilDiv(last.bytes(), 1L << 20), last));
  }

  /** All of it, as far as it is known. */
  public long bytes() {
    return weights + updates + workspace.orElse(0);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(
        "%s of native memory: weights %s, gradients and moments %s"
            .formatted(ByteCount.text(bytes()), ByteCount.text(weights), ByteCount.text(updates)));
    if (workspace.isPresent())
      text.append(", values of a pass %s".formatted(ByteCount.text(workspace.getAsLong())));
    if (way.recompute()) text.append(", layers make theirs again");
    if (way.microBatch() > 0)
      text.append(", passes of %d of the sequences (gradient caching)".formatted(way.microBatch()));
    return text.toString();
  }
}
