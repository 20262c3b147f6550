package org.denselab.engine;

import java.util.List;

/**
 * What will be asked of a compiled program.
 *
 * @param read taps that {@code forward} returns
 * @param seeded taps that {@code backward} starts from; empty for inference
 * @param differentiate taps whose gradients {@code backward} returns beside those of all trainable
 *     parameters
 * @param recompute whether {@code backward} may make again what a layer made, so that only what
 *     passes between layers is kept; an engine that cannot keeps all
 */
public record Request(
    List<String> read, List<String> seeded, List<String> differentiate, boolean recompute) {
  public Request {
    read = List.copyOf(read);
    seeded = List.copyOf(seeded);
    differentiate = List.copyOf(differentiate);
  }

  public Request(List<String> read, List<String> seeded, List<String> differentiate) {
    this(read, seeded, differentiate, false);
  }

  public static Request inference(String... taps) {
    return new Request(List.of(taps), List.of(), List.of());
  }

  public static Request training(String tap) {
    return new Request(List.of(tap), List.of(tap), List.of());
  }

  /** The same, keeping less: results are the same bits. */
  public Request recomputing() {
    return new Request(read, seeded, differentiate, true);
  }
}
