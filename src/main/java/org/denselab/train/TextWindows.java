package org.denselab.train;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.text.Tokenizer;

/**
 * Text to pre-train on, tokenised and cut into windows, none twice: two copies in a batch would be
 * each other's negatives.
 */
public final class TextWindows {
  private final List<int[]> windows;
  private final BitSet ends;

  private TextWindows(List<int[]> windows, BitSet ends) {
    this.windows = windows;
    this.ends = ends;
  }

  /**
   * Reads all paragraphs.
   *
   * @param length longest window, special tokens not counted
   * @param shortest windows of fewer tokens are left out
   * @throws BadInput when nothing is left
   */
  public static TextWindows of(
      Stream<String> paragraphs, Tokenizer tokenizer, int length, int shortest) {
    var windows = new ArrayList<int[]>();
    var ends = new BitSet();
    Set<IntBuffer> seen = new HashSet<>();
    paragraphs
        .map(tokenizer::encode)
        .forEachOrdered(
            tokens -> {
              for (int from = 0; from < tokens.length; from += length) {
                int[] window =
                    Arrays.copyOfRange(tokens, from, Math.min(tokens.length, from + length));
                if (window.length < shortest || !seen.add(IntBuffer.wrap(window))) continue;
                ends.set(windows.size(), from + length >= tokens.length);
                windows.add(window);
              }
            });
    if (windows.isEmpty())
      throw new BadInput("the pre-training text has no paragraph of " + shortest + " tokens");
    return new TextWindows(windows, ends);
  }

  /** Number of windows. */
  public int size() {
    return windows.size();
  }

  /** Tokens of all windows together. */
  public long tokens() {
    return windows.stream().mapToLong(w -> w.length).sum();
  }

  /** Whether a paragraph ends where the window does. */
  boolean endsParagraph(int index) {
    return ends.get(index);
  }

  int[] get(int index) {
    return windows.get(index);
  }

  /** Order of windows in one epoch, in batches; what is left over at its end waits for the next. */
  List<int[]> batches(int batch, long seed, long epoch) {
    if (batch > size())
      throw new BadInput(
          "a pre-training batch of %d needs as many texts; there are %d".formatted(batch, size()));
    return EpochOrder.batches(size(), batch, i -> i, i -> windows.get(i).length, seed, epoch)
        .stream()
        .filter(rows -> rows.length == batch)
        .toList();
  }
}
