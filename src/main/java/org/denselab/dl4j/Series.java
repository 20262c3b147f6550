package org.denselab.dl4j;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.graph.UIEventSubtype;

/** A number that a training run tells at some or all of its steps. */
public enum Series {
  LOSS("loss", UIEventSubtype.LOSS),
  LEARNING_RATE("learning rate", UIEventSubtype.LEARNING_RATE),
  /** Before clipping. */
  GRADIENT_NORM("gradient norm", UIEventSubtype.TUNING_METRIC),
  /** Mean of the absolute values of everything trainable. */
  PARAMETERS("parameters, mean magnitude", UIEventSubtype.TUNING_METRIC),
  /** Mean of the absolute differences that the step made. */
  UPDATES("updates, mean magnitude", UIEventSubtype.TUNING_METRIC),
  TOKENS_PER_SECOND("tokens per second", UIEventSubtype.PERFORMANCE),
  /** Java objects, bytes. */
  HEAP("heap bytes", UIEventSubtype.PERFORMANCE),
  /** All memory of the process, bytes. */
  MEMORY("memory bytes", UIEventSubtype.PERFORMANCE);

  private final String title;
  private final byte subtype;

  Series(String title, byte subtype) {
    this.title = title;
    this.subtype = subtype;
  }

  /** As the file names it. */
  public String title() {
    return title;
  }

  byte subtype() {
    return subtype;
  }

  static Optional<Series> titled(String title) {
    return Arrays.stream(values()).filter(series -> series.title.equals(title)).findFirst();
  }
}
