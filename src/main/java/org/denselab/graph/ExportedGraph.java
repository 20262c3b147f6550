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

/**
 * A program as one SameDiff file that needs nothing of ours: {@code input_ids} and {@code
 * attention_mask} in, taps out.
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
    var inputs = new ExportedInputs(graph, ids, tokens, tokenTypes);
    var emitter = new Emitter(graph, DataType.FLOAT);
    for (Block block : blocks) {
      inputs.declare(block);
      emitter.emit(block);
    }
    Map<String, Value> taps = program.taps();
    for (String tap : List.of("pooled", "embedding"))
      if (taps.containsKey(tap)) graph.identity(tap, variable(taps.get(tap)));
  }

  private SDVariable variable(Value value) {
    String name = Inputs.variable(value);
    return graph.getVariable(name);
  }
}
