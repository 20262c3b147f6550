package org.denselab.graph;

import java.util.ArrayList;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What blocks of an exported graph read besides parameters, computed in the graph from ids and
 * mask. Looks up by {@code gather}, whose forward is right.
 */
final class ExportedInputs {
  private static final double PADDING = 1e9;

  private final SameDiff graph;
  private final SDVariable ids;
  private final SDVariable mask;
  private final SDVariable length;
  private final SDVariable positions;
  private final boolean tokenTypes;

  ExportedInputs(SameDiff graph, SDVariable ids, SDVariable tokens, boolean tokenTypes) {
    this.graph = graph;
    this.ids = ids;
    this.tokenTypes = tokenTypes;
    mask = tokens.castTo(DataType.FLOAT);
    length = graph.gather(graph.shape(ids), graph.constant(Nd4j.scalar(1L)), 0);
    positions = graph.zerosLike(ids).add(graph.expandDims(places(), 0));
  }

  /** Makes what is not there yet. */
  void declare(Block block) {
    for (ShapeInput shape : Inputs.shapes(block))
      if (!graph.hasVariable(shape.name())) shape(shape);
    switch (block) {
      case Block.Embedding b -> embedding(b);
      case Block.Rotary b -> {
        if (!graph.hasVariable(Inputs.cosines(b))) rotary(b);
      }
      case Block.Attention b -> {
        if (!graph.hasVariable(Inputs.attentionBias(b))) attentionBias(b);
        if (b.bias().isPresent()) relative(b.bias().get());
      }
      case Block.Pool b -> {
        if (!graph.hasVariable(Inputs.poolingWeights(b))) poolingWeights(b);
      }
      case Block.Linear _,
          Block.LayerNorm _,
          Block.RmsNorm _,
          Block.Scale _,
          Block.Multiply _,
          Block.Activation _,
          Block.Add _,
          Block.Dropout _,
          Block.Normalize _,
          Block.Lora _ -> {}
    }
  }

  /** {@code [T]}: 0, 1, 2...; not by {@code cumsum}, which forgets its axis on disk. */
  private SDVariable places() {
    SDVariable zero = graph.constant(Nd4j.scalar(0L));
    SDVariable one = graph.constant(Nd4j.scalar(1L));
    return graph.range(zero, length, one, DataType.INT64);
  }

  private void shape(ShapeInput shape) {
    var parts = new ArrayList<SDVariable>();
    for (ShapeInput.Dimension dimension : shape.dimensions()) {
      SDVariable factor = graph.constant(Nd4j.createFromArray(dimension.factor()));
      SDVariable sizes = graph.shape(ids);
      parts.add(
          switch (dimension.of()) {
            case ONE -> factor;
            case SEQUENCES -> graph.gather(sizes, index(0), 0).mul(factor);
            case TOKENS -> graph.gather(sizes, index(1), 0).mul(factor);
          });
    }
    graph.concat(0, parts.toArray(SDVariable[]::new)).rename(shape.name());
  }

  private SDVariable index(long... values) {
    return graph.constant(Nd4j.createFromArray(values));
  }

  private void embedding(Block.Embedding block) {
    SDVariable sum = null;
    for (Lookup lookup : block.lookups()) {
      SDVariable index =
          switch (lookup.index()) {
            case TOKEN -> ids;
            case POSITION -> positions;
            case POSITION_PAST_PADDING -> positionsPast(lookup.padding());
            case TYPE ->
                tokenTypes
                    ? graph.placeHolder("token_type_ids", DataType.INT64, -1, -1)
                    : graph.zerosLike(ids);
          };
      SDVariable table = graph.getVariable(lookup.table());
      SDVariable rows = graph.gather(table, graph.reshape(index, -1), 0);
      sum = sum == null ? rows : sum.add(rows);
    }
    sum.rename(Inputs.rows(block));
  }

  /** Counts by a product with ones on and above the diagonal. */
  private SDVariable positionsPast(int padding) {
    SDVariable counts = ids.neq(padding).castTo(DataType.FLOAT);
    SDVariable sums = counts.mmul(notBefore()).mul(counts);
    return sums.add(padding).castTo(DataType.INT64);
  }

  /** {@code [T, T]}: 1 where the column's place is not before the row's. */
  private SDVariable notBefore() {
    SDVariable row = graph.expandDims(places(), 0);
    SDVariable column = graph.expandDims(places(), 1);
    return row.gte(column).castTo(DataType.FLOAT);
  }

  private void attentionBias(Block.Attention block) {
    SDVariable bias = mask.sub(1).mul(PADDING);
    bias = graph.expandDims(graph.expandDims(bias, 1), 1);
    if (block.shape().causal()) {
      SDVariable seen = graph.permute(notBefore(), 1, 0).sub(1).mul(PADDING);
      bias = bias.add(graph.expandDims(graph.expandDims(seen, 0), 0));
    }
    bias.rename(Inputs.attentionBias(block));
  }

  private void relative(RelativeBias bias) {
    String name = Inputs.relativeBuckets(bias);
    if (graph.hasVariable(name)) return;
    int most = bias.maxDistance();
    INDArray rows = Nd4j.zeros(DataType.FLOAT, 2L * most + 1, bias.buckets());
    for (int d = -most; d <= most; d++) rows.putScalar(d + most, bias.bucket(d), 1);
    SDVariable key = graph.expandDims(places(), 0);
    SDVariable query = graph.expandDims(places(), 1);
    SDVariable distance = key.sub(query).castTo(DataType.FLOAT);
    SDVariable place =
        graph.math().min(graph.math().max(distance, constant(-most)), constant(most));
    SDVariable flat = graph.reshape(place.add(most).castTo(DataType.INT64), -1);
    graph.gather(graph.constant(rows), flat, 0).rename(name);
    SDVariable ones = graph.reshape(mask.max(true, 1), -1, 1);
    ones.mul(0).add(1).rename(Inputs.SEQUENCE_ONES);
  }

  private SDVariable constant(float value) {
    return graph.constant(Nd4j.scalar(value));
  }

  private void rotary(Block.Rotary block) {
    int width = block.input().width();
    var radians = new float[width];
    for (int i = 0; i < width; i++)
      radians[i] = (float) block.frequencies().angle(i % block.headWidth(), 1);
    SDVariable row = graph.constant(Nd4j.createFromArray(new float[][] {radians}));
    SDVariable angles = graph.reshape(positions.castTo(DataType.FLOAT), -1, 1).mmul(row);
    graph.math().cos(angles).rename(Inputs.cosines(block));
    graph.math().sin(angles).rename(Inputs.sines(block));
  }

  private void poolingWeights(Block.Pool block) {
    SDVariable places = positions.castTo(DataType.FLOAT);
    SDVariable weights =
        switch (block.pooling()) {
          case MEAN -> mask.div(mask.sum(true, 1));
          case CLS -> at(places.add(mask.rsub(1).mul(PADDING)).min(true, 1), places);
          case LAST -> at(places.mul(mask).max(true, 1), places);
        };
    graph.expandDims(weights, 1).rename(Inputs.poolingWeights(block));
  }

  private static SDVariable at(SDVariable place, SDVariable positions) {
    return positions.eq(place).castTo(DataType.FLOAT);
  }
}
