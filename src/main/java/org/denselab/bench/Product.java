package org.denselab.bench;

import java.util.LinkedHashMap;
import java.util.List;
import org.denselab.engine.plan.product.MatmulShape;
import org.denselab.engine.plan.product.MatmulShape.Element;
import org.denselab.engine.plan.product.MatmulShape.Strides;
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
  MatmulShape part(int threads, Element element) {
    int rows = Math.min(BLOCK, share(tokens, threads));
    return switch (kind) {
      case FORWARD ->
          shape(rows, out, in, Strides.rows(in), Strides.transposed(in), element, element);
      case INPUT_GRADIENT ->
          shape(rows, in, out, Strides.rows(out), Strides.rows(in), element, element);
      case WEIGHT_GRADIENT -> // added up in fp32
          shape(
              share(out, threads),
              in,
              tokens,
              Strides.transposed(out),
              Strides.rows(in),
              element,
              Element.FP32);
    };
  }

  private static MatmulShape shape(
      int m, int n, int k, Strides a, Strides b, Element factors, Element result) {
    var types = new MatmulShape.Types(factors, factors, result);
    return new MatmulShape(m, n, k, a, b, n, false, false, 1, types);
  }

  private static int share(int rows, int threads) {
    return (rows + threads - 1) / threads;
  }
}
