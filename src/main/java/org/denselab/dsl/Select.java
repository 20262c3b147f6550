package org.denselab.dsl;

import java.util.Optional;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;

/** Which checkpoint is evaluated. */
public record Select(
    @Default("last") @Doc("how it is chosen") Rule rule,
    @Default("dev") @Doc("the split it is chosen on") Split split,
    @Default("none") @Doc("the metric it is chosen by; none: each task's own")
        Optional<Metric> metric) {
  /** How a checkpoint is chosen. */
  public enum Rule {
    @Doc("the last of train.checkpoints")
    LAST,
    @Doc("the one with the highest metric on the split")
    BEST
  }
}
