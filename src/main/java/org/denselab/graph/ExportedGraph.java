package org.denselab.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A program as one SameDiff file that needs nothing of ours: {@code input_ids} and {@code
 * attention_mask} in, taps out. Looks embeddings up by {@code gather}, whose forward is right.
 */
final class ExportedGraph {
  /** What a FlatBuffer can hold, less room for the graph itself. */
  private static final long MOST_BYTES = (1L << 31) - (1L << 24);

  private final SameDiff graph = SameDiff.create();
  private final List<Block> blocks;
  private final boolean tokenTypes;

  private ExportedGraph(Program program, boolean tokenTypes) {
    blocks = WithoutDropout.of(program.blocks());
    this.tokenTypes = tokenTypes;
    for (Parameter p : program.parameters()) graph.constant(p.name(), NativeArrays.of(p).dup());
  }

  static void write(Program program, boolean tokenTypes, Path file) {
    refuseTooLarge(file, program.parameters().stream().mapToLong(p -> 4 * p.elements()).sum());
    var exported = new ExportedGraph(program, tokenTypes);
    exported.emit(program);
    try {
      AtomicFiles.write(file, out -> exported.graph.save(out, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void refuseTooLarge(Path file, long bytes) {
    if (bytes > MOST_BYTES)
      throw new BadInput(
          String.format(
              Locale.ROOT,
              "%s: a SameDiff file holds at most 2 GB, these parameters take %.1f GB; "
                  + "write a safetensors checkpoint instead",
              file,
              bytes / 1e9));
  }

  private void emit(Program program) {
    SDVariable ids = graph.placeHolder("input_ids", DataType.INT64, -1, -1);
    SDVariable tokens = graph.placeHolder("attention_mask", DataType.INT64, -1, -1);
    SDVariable mask = tokens.castTo(DataType.FLOAT);
    SDVariable bias = mask.sub(1).mul(1e9);
    bias = graph.expandDims(graph.expandDims(bias, 1), 1);
    bias.rename(Inputs.ATTENTION_BIAS);
    SDVariable positions = positions(ids);
    var emitter = new Emitter(graph, DataType.FLOAT);
    for (Block block : blocks) {
      switch (block) {
        case Block.Embedding b -> embedding(b, ids, positions);
        case Block.Attention b -> {
          long headWidth = b.query().width() / b.heads();
          shape(Inputs.headsShape(b), ids, b.heads(), headWidth);
        }
        case Block.Pool b -> {
          shape(Inputs.sequencesShape(b), ids, b.input().width());
          poolingWeights(b, mask, positions.castTo(DataType.FLOAT));
        }
        case Block.Linear _,
            Block.LayerNorm _,
            Block.Activation _,
            Block.Add _,
            Block.Dropout _,
            Block.Normalize _,
            Block.Lora _ -> {}
      }
      emitter.emit(block);
    }
    Map<String, Value> taps = program.taps();
    for (String tap : List.of("pooled", "embedding"))
      if (taps.containsKey(tap)) graph.identity(tap, variable(taps.get(tap)));
  }

  private void embedding(Block.Embedding block, SDVariable ids, SDVariable positions) {
    SDVariable sum = null;
    for (Lookup lookup : block.lookups()) {
      SDVariable index =
          switch (lookup.index()) {
            case TOKEN -> ids;
            case POSITION -> positions;
            case TYPE ->
                tokenTypes
                    ? graph.placeHolder("token_type_ids", DataType.INT64, -1, -1)
                    : graph.zerosLike(ids);
          };
      SDVariable rows =
          graph.gather(graph.getVariable(lookup.table()), graph.reshape(index, -1), 0);
      sum = sum == null ? rows : sum.add(rows);
    }
    sum.rename(Inputs.rows(block));
  }

  /** {@code {B, T}} of the ids, followed by constants. */
  private void shape(String name, SDVariable ids, long... more) {
    if (graph.hasVariable(name)) return;
    SDVariable rest = graph.constant(name + "_constant", Nd4j.createFromArray(more));
    graph.concat(0, graph.shape(ids), rest).rename(name);
  }

  /** {@code [B, T]}, each row 0, 1, 2...; not by {@code cumsum}, which forgets its axis on disk. */
  private SDVariable positions(SDVariable ids) {
    SDVariable length = graph.gather(graph.shape(ids), graph.constant(Nd4j.scalar(1L)), 0);
    SDVariable zero = graph.constant(Nd4j.scalar(0L));
    SDVariable one = graph.constant(Nd4j.scalar(1L));
    SDVariable row = graph.range(zero, length, one, DataType.INT64);
    return graph.zerosLike(ids).add(graph.expandDims(row, 0));
  }

  private void poolingWeights(Block.Pool block, SDVariable mask, SDVariable positions) {
    String name = Inputs.poolingWeights(block);
    if (graph.hasVariable(name)) return;
    SDVariable weights =
        switch (block.pooling()) {
          case MEAN -> mask.div(mask.sum(true, 1));
          case CLS -> at(positions.add(mask.rsub(1).mul(1e9)).min(true, 1), positions);
          case LAST -> at(positions.mul(mask).max(true, 1), positions);
        };
    graph.expandDims(weights, 1).rename(name);
  }

  private static SDVariable at(SDVariable place, SDVariable positions) {
    return positions.eq(place).castTo(DataType.FLOAT);
  }

  private SDVariable variable(Value value) {
    String name = Inputs.variable(value);
    return graph.getVariable(name);
  }
}
