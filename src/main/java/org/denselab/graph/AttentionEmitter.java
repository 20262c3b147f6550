package org.denselab.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Attention and rotary positions as stock operations. */
record AttentionEmitter(SameDiff graph, Operands operands) {
  SDVariable attention(Block.Attention b) {
    AttentionShape s = b.shape();
    SDVariable query = operands.value(b.query());
    if (s.scale() != 1) query = query.mul(s.scale());
    SDVariable q = heads(query, Inputs.heads(s));
    SDVariable k = heads(operands.value(b.key()), Inputs.keyHeads(s));
    SDVariable v = heads(operands.value(b.value()), Inputs.keyHeads(s));
    // query heads that share keys are longer sequences of one head: nothing is repeated
    boolean grouped = s.group() > 1;
    if (grouped) q = reshape(q, Inputs.groupedQueries(s));
    SDVariable scores = graph.mmul(q, k, false, true, false);
    if (grouped) scores = reshape(scores, Inputs.scores(s));
    if (b.bias().isPresent()) scores = scores.add(relative(b.bias().get(), s));
    scores = scores.add(operands.variable(Inputs.attentionBias(b)));
    SDVariable p = graph.nn().softmax(scores, -1);
    if (b.dropout() > 0) p = p.mul(operands.mask(b));
    if (grouped) p = reshape(p, Inputs.groupedScores(s));
    SDVariable context = graph.mmul(p, v);
    if (grouped) context = reshape(context, Inputs.contexts(s));
    return graph.reshape(graph.permute(context, 0, 2, 1, 3), -1, b.output().width());
  }

  /** {@code [N, width]} to {@code [B, heads, T, width of a head]}. */
  private SDVariable heads(SDVariable rows, ShapeInput shape) {
    return graph.permute(reshape(rows, shape), 0, 2, 1, 3);
  }

  /** {@code [B, heads, T, T]}; the rows of the table are picked by a product, spread by another. */
  private SDVariable relative(RelativeBias bias, AttentionShape s) {
    SDVariable buckets = operands.variable(Inputs.relativeBuckets(bias));
    SDVariable pairs = buckets.mmul(operands.variable(bias.table()));
    SDVariable one = graph.reshape(graph.permute(pairs, 1, 0), 1, -1);
    SDVariable all = operands.variable(Inputs.SEQUENCE_ONES).mmul(one);
    return reshape(all, Inputs.scores(s));
  }

  private SDVariable reshape(SDVariable x, ShapeInput shape) {
    return graph.reshape(x, operands.shape(shape));
  }

  /** {@code x cos + (x R) sin}, where R turns the halves of a head by a right angle. */
  SDVariable rotary(Block.Rotary b) {
    SDVariable x = operands.value(b.input());
    SDVariable quarter =
        operands.constant(
            "quarter_turn_" + b.headWidth() + "_" + b.frequencies().pairs(),
            () -> quarterTurn(b.headWidth(), b.frequencies().pairs()));
    SDVariable turned = graph.reshape(x, -1, b.headWidth()).mmul(quarter);
    turned = graph.reshape(turned, -1, b.input().width());
    SDVariable sines = operands.variable(Inputs.sines(b));
    return x.mul(operands.variable(Inputs.cosines(b))).add(turned.mul(sines));
  }

  /** {@code [width, width]}: dimension i of the product is minus dimension i + pairs, and so on. */
  private static INDArray quarterTurn(int width, int pairs) {
    var turn = new double[width][width];
    for (int i = 0; i < pairs; i++) {
      turn[i + pairs][i] = -1;
      turn[i][i + pairs] = 1;
    }
    return Nd4j.createFromArray(turn);
  }
}
