package org.denselab.bench;

import java.util.LinkedHashMap;
import java.util.List;
import org.denselab.engine.plan.onednn.MatmulShape;
import org.denselab.engine.plan.onednn.MatmulShape.Strides;
import org.denselab.graph.Block;
import org.denselab.graph.Program;
import org.denselab.graph.Value;

/**
 * What tokens meet a weight {@code [out, in]} in.
 *
 * @param count how many weights of the program have these numbers
 */
record Product(Kind kind, int tokens, int out, int in, int count) {
  /** Rows of one call, as an engine cuts them. */
  private static final int BLOCK = 512;

  /** Where it stands in a step. */
  enum Kind {
    FORWARD,
    INPUT_GRADIENT,
    WEIGHT_GRADIENT
  }

  /** Each kind for each size of weight that tokens are multiplied with. */
  static List<Product> of(Program program, int tokens) {
    var counts = new LinkedHashMap<List<Integer>, Integer>();
    for (Block block : program.blocks())
      if (block instanceof Block.Linear l && l.input().rows() == Value.Rows.TOKENS)
        counts.merge(List.of(l.output().width(), l.input().width()), 1, Integer::sum);
    return counts.entrySet().stream()
        .flatMap(
            e ->
                List.of(Kind.values()).stream()
                    .map(
                        kind ->
                            new Product(
                                kind, tokens, e.getKey().get(0), e.getKey().get(1), e.getValue())))
        .toList();
  }

  double flops() {
    return 2.0 * tokens * out * in;
  }

  /** The part of one of {@code threads}: rows of the result, which do not depend on each other. */
  MatmulShape part(int threads) {
    int rows = Math.min(BLOCK, share(tokens, threads));
    return switch (kind) {
      case FORWARD -> MatmulShape.of(rows, out, in, Strides.rows(in), Strides.transposed(in), out);
      case INPUT_GRADIENT -> MatmulShape.of(rows, in, out, Strides.rows(out), Strides.rows(in), in);
      case WEIGHT_GRADIENT ->
          MatmulShape.of(
              share(out, threads), in, tokens, Strides.transposed(out), Strides.rows(in), in);
    };
  }

  private static int share(int rows, int threads) {
    return (rows + threads - 1) / threads;
  }
}
