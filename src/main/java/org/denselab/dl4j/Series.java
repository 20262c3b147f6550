package org.denselab.dl4j;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.graph.UIEventSubtype;

/** A number that a training run tells at some or all of its steps. */
public enum Series {
  LOSS(0, "loss", UIEventSubtype.LOSS),
  LEARNING_RATE(1, "learning rate", UIEventSubtype.LEARNING_RATE),
  /** Before clipping. */
  GRADIENT_NORM(2, "gradient norm", UIEventSubtype.TUNING_METRIC),
  /** Mean of the absolute values of everything trainable. */
  PARAMETERS(3, "parameters, mean magnitude", UIEventSubtype.TUNING_METRIC),
  /** Mean of the absolute differences that the step made. */
  UPDATES(4, "updates, mean magnitude", UIEventSubtype.TUNING_METRIC),
  TOKENS_PER_SECOND(5, "tokens per second", UIEventSubtype.PERFORMANCE),
  /** Java objects, bytes. */
  HEAP(6, "heap bytes", UIEventSubtype.PERFORMANCE),
  /** All memory of the process, bytes. */
  MEMORY(7, "memory bytes", UIEventSubtype.PERFORMANCE);

  private final int number;
  private final String title;
  private final byte subtype;

  Series(int number, String title, byte subtype) {
    this.number = number;
    this.title = title;
    this.subtype = subtype;
  }

  /** As a file's events name it; what was written once keeps its number. */
  int number() {
    return number;
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
