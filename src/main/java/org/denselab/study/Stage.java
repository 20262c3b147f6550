package org.denselab.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.Progress;

/**
 * One piece of work of a study. Its key is made from everything that can change its output, so
 * equal work is done once across a sweep and across studies, and a second run finds it.
 *
 * @param kind such as {@code train}; one class in {@code study.stage} makes each kind
 * @param title what a person reads, such as {@code search: full, seed 1}
 * @param key SHA-256, see {@link StageKey}
 * @param inputs stages whose folders the work reads
 * @param estimate what it will cost, told before anything runs
 */
public record Stage(
    String kind, String title, String key, List<Stage> inputs, Estimate estimate, Work work) {
  public Stage {
    inputs = List.copyOf(inputs);
  }

  /** Fills a folder that becomes the stage's output once it is whole. */
  @FunctionalInterface
  public interface Work {
    /**
     * @param out an empty folder
     * @return one line about the result, such as {@code 412 queries/s}
     */
    String into(Path out, Workplace workplace) throws IOException;
  }

  /**
   * What a stage will cost, roughly.
   *
   * @param seconds on two cores; 0 for what takes no time worth telling
   * @param bytes native memory beside the heap
   */
  public record Estimate(double seconds, long bytes) {
    public static final Estimate LITTLE = new Estimate(0, 0);
  }

  /** What a stage may use beside its own settings. */
  public interface Workplace {
    /** The finished output of an input stage. */
    Path folder(Stage input);

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
