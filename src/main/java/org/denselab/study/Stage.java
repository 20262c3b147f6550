package org.denselab.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.denselab.base.Progress;
import org.denselab.train.Diverged;

/**
 * One piece of work of a study. Its key is made from everything that can change its output, so
 * equal work is done once across a sweep and across studies, and a second run finds it.
 *
 * @param kind such as {@code train}; one class in {@code study.stage} makes each kind
 * @param title what a person reads, such as {@code search: full, seed 1}
 * @param key SHA-256, see {@link StageKey}
 * @param inputs stages whose folders the work reads
 * @param rivals inputs of which some may have diverged: the work reads those of the others
 * @param estimate what it will cost, told before anything runs
 */
public record Stage(
    String kind,
    String title,
    String key,
    List<Stage> inputs,
    Set<Stage> rivals,
    Estimate estimate,
    Work work) {
  public Stage {
    inputs = List.copyOf(inputs);
    rivals = Set.copyOf(rivals);
  }

  /** The kind of stage that measures time. */
  public static final String TIMING = "timing";

  /** Whether nothing may run beside it. */
  boolean alone() {
    return kind.equals(TIMING);
  }

  /** Fills a folder that becomes the stage's output once it is whole. */
  @FunctionalInterface
  public interface Work {
    /**
     * @param out an empty folder
     * @return one line about the result, such as {@code 412 queries/s}
     * @throws Diverged where no run of equal settings comes to a model: kept as the stage's outcome
     */
    String into(Path out, Workplace workplace) throws IOException;
  }

  /**
   * What a stage will cost, roughly.
   *
   * @param seconds on two cores; 0 for what takes no time worth telling
   * @param bytes native memory beside the heap, at most
   * @param disk bytes that it leaves
   * @param knob what to turn where that is too much, null where there is none
   */
  public record Estimate(double seconds, long bytes, long disk, Knob knob) {
    public static final Estimate LITTLE = new Estimate(0, 0, 0, null);

    /** One after the other in the same memory, leaving what the largest leaves. */
    static Estimate inTurn(List<Estimate> parts) {
      Estimate most = parts.stream().max(Comparator.comparingLong(Estimate::bytes)).orElseThrow();
      return new Estimate(
          parts.stream().mapToDouble(Estimate::seconds).sum(),
          most.bytes,
          parts.stream().mapToLong(Estimate::disk).max().orElseThrow(),
          most.knob);
    }

    /** The same for longer or shorter. */
    Estimate times(double times) {
      return new Estimate(seconds * times, bytes, disk, knob);
    }
  }

  /**
   * A setting that a stage's memory grows with.
   *
   * @param place file, line and column of it
   * @param bytes native memory by the setting's value
   */
  public record Knob(String place, String name, int value, IntToLongFunction bytes) {
    /** The largest value that stays within {@code limit}; 0 where none does. */
    int fitting(long limit) {
      int fits = 0;
      for (int step = Integer.highestOneBit(value); step > 0; step /= 2)
        if (fits + step <= value && bytes.applyAsLong(fits + step) <= limit) fits += step;
      return fits;
    }
  }

  /** What a stage may use beside its own settings. */
  public interface Workplace {
    /** The finished output of an input stage. */
    Path folder(Stage input);

    /** That there is nothing of an input, as a training diverged; only rivals can have. */
    Optional<Divergence> diverged(Stage input);

    /**
     * A folder of this stage that outlives an interruption: what a stage leaves here, whole files
     * only, it finds again when the same stage is started once more. Gone once the stage is done.
     */
    Path kept() throws IOException;

    Progress.Source progress();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Stage stage && stage.key.equals(key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }
}
