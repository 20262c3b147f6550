package org.denselab.graph;

import java.util.Arrays;
import java.util.List;

/** A shape that a block's reshapes are told, as it depends on how the batch is padded. */
public record ShapeInput(String name, List<Dimension> dimensions) {
  /** {@code factor}, times the sequences of the batch or the tokens of a sequence. */
  public record Dimension(Of of, long factor) {
    public enum Of {
      ONE,
      SEQUENCES,
      TOKENS
    }

    static Dimension constant(long value) {
      return new Dimension(Of.ONE, value);
    }

    static Dimension sequences() {
      return new Dimension(Of.SEQUENCES, 1);
    }

    static Dimension tokens(long times) {
      return new Dimension(Of.TOKENS, times);
    }
  }

  static ShapeInput of(String name, Dimension... dimensions) {
    return new ShapeInput(name, Arrays.asList(dimensions));
  }

  /** Its value for {@code sequences} padded to {@code tokens}. */
  public long[] value(long sequences, long tokens) {
    return dimensions.stream()
        .mapToLong(
            d ->
                d.factor()
                    * switch (d.of()) {
                      case ONE -> 1;
                      case SEQUENCES -> sequences;
                      case TOKENS -> tokens;
                    })
        .toArray();
  }
}
