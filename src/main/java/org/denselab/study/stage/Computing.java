package org.denselab.study.stage;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.BadInput;
import org.denselab.base.Cores;
import org.denselab.dsl.MemorySize;
import org.denselab.engine.Executable;
import org.denselab.engine.Request;
import org.denselab.graph.Outline;
import org.denselab.graph.Program;
import org.denselab.study.StageKey;
import org.denselab.train.Ahead;
import org.denselab.train.TrainingMemory;

/**
 * What computes, and within how much memory.
 *
 * @param memory native memory of training, none for as much as whole batches take
 */
public record Computing(Arithmetic arithmetic, Optional<MemorySize> memory) {
  /** What retrieval compares: read by encoding, and where contrastive losses start. */
  public static final String TAP = Encoding.TAP;

  private static final Logger LOG = LogManager.getLogger();

  /** Adds what changes results; gradient caching changes their last bits. */
  void addTo(StageKey key) {
    key.with("engine", arithmetic);
    memory.ifPresent(most -> key.with("memory", most));
  }

  /**
   * How training stays within the memory.
   *
   * @param own elements of parameters that the objective brings along
   * @param chunks whether a batch may go through the program in parts
   * @throws BadInput where it cannot
   */
  public TrainingMemory plan(Outline program, String tap, long own, boolean chunks, Ahead ahead) {
    return plan(List.of(part(program, tap, own, chunks, ahead)));
  }

  /** One of the programs that learn to embed. */
  public TrainingMemory.Part part(Outline program, Ahead ahead) {
    return part(program, TAP, 0, true, ahead);
  }

  /**
   * A program that learns.
   *
   * @param own elements of parameters that the objective brings along
   * @param chunks whether a batch may go through the program in parts
   */
  public TrainingMemory.Part part(
      Outline program, String tap, long own, boolean chunks, Ahead ahead) {
    // by all cores, whatever a stage's share of them: the parts of a batch change last bits
    var job = new TrainingMemory.Job(arithmetic.engine(Cores.all()), program, tap, own, chunks);
    return new TrainingMemory.Part(job, ahead);
  }

  /**
   * As {@link #plan(Outline, String, long, boolean, Ahead)}, for programs that train together.
   *
   * @throws BadInput where they cannot stay within the memory
   */
  public TrainingMemory plan(List<TrainingMemory.Part> parts) {
    if (memory.isEmpty()) return TrainingMemory.whole(parts);
    try {
      return TrainingMemory.within(memory.get().bytes(), parts);
    } catch (BadInput e) {
      throw new BadInput("memory: " + e.getMessage(), e);
    }
  }

  /** Bytes of what passes over such batches make in inference; empty where nobody plans them. */
  public OptionalLong encoding(Outline program, Ahead ahead) {
    return arithmetic.engine().workspace(program, Request.inference(TAP), ahead.passes(0));
  }

  /** Compiles a program for training, with all the memory that it will take. */
  Executable compile(Program program, String tap, TrainingMemory plan, Ahead ahead) {
    LOG.info("training takes {}", plan);
    Executable run = arithmetic.engine().compile(program, plan.way().request(tap));
    run.reserve(ahead.passes(plan.way().microBatch()));
    return run;
  }

  /** What a reader of the report must know. */
  static List<String> notes(TrainingMemory plan) {
    return plan.way().equals(TrainingMemory.Way.WHOLE) ? List.of() : List.of("took " + plan);
  }
}
