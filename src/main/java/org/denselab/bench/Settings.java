package org.denselab.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A comparison.
 *
 * @param arms all of them; those of one job and shape are measured in one sitting
 * @param steps of each arm that count
 * @param warmup those before that do not: at least
 * @param data whose lengths masks of real lengths take
 * @param tokenizer folder of the tokenizer that counts them; empty for one trained on the data
 */
public record Settings(
    List<Arm> arms,
    Sizes sizes,
    int steps,
    int warmup,
    Optional<String> data,
    Optional<Path> tokenizer) {
  public Settings {
    arms = List.copyOf(arms);
  }

  /** Steps of warm-up after which it is over whether the compiler is done or not. */
  int mostWarmup() {
    return Math.max(warmup, 30);
  }
}
