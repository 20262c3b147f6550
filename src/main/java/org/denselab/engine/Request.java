package org.denselab.engine;

import java.util.List;

/**
 * What will be asked of a compiled program.
 *
 * @param read taps that {@code forward} returns
 * @param seeded taps that {@code backward} starts from; empty for inference
 * @param differentiate taps whose gradients {@code backward} returns beside those of all trainable
 *     parameters
 */
public record Request(List<String> read, List<String> seeded, List<String> differentiate) {
  public Request {
    read = List.copyOf(read);
    seeded = List.copyOf(seeded);
    differentiate = List.copyOf(differentiate);
  }

  public static Request inference(String... taps) {
    return new Request(List.of(taps), List.of(), List.of());
  }

  public static Request training(String tap) {
    return new Request(List.of(tap), List.of(tap), List.of());
  }
}
