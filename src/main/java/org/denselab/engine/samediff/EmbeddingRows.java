package org.denselab.engine.samediff;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.denselab.engine.Gradients;
import org.denselab.graph.Block;
import org.denselab.graph.Lookup;
import org.denselab.graph.Parameter;
import org.denselab.graph.Program;

/**
 * Embedding lookups outside the graph, where {@code gather} has a right gradient: rows are summed
 * into the graph's input, and the gradient of that input is added to the rows it came from.
 */
record EmbeddingRows(Program program, Block.Embedding block, List<MemorySegment> tables) {
  static EmbeddingRows of(Program program, Block.Embedding block) {
    var tables = block.lookups().stream().map(l -> table(program.parameter(l.table()))).toList();
    return new EmbeddingRows(program, block, tables);
  }

  /** fp32 values; frozen halves in memory of their own. */
  private static MemorySegment table(Parameter p) {
    if (p.trainable() || !p.isHalf()) return p.values();
    MemorySegment widened = Arena.ofAuto().allocate(4 * p.elements(), 64);
    p.held().copyTo(widened);
    return widened;
  }

  /**
   * Writes the summed rows {@code [B T, width]}; padding is zero.
   *
   * @throws org.denselab.base.BadInput where a sequence has more positions, or a token a higher id,
   *     than its table
   */
  void fill(Padded padded, MemorySegment rows) {
    rows.fill((byte) 0);
    for (int l = 0; l < tables.size(); l++) {
      MemorySegment table = tables.get(l);
      each(padded, block.lookups().get(l), (row, index) -> add(table, index, rows, row));
    }
  }

  /** Adds the gradient of the summed rows to the tables that train. */
  void scatter(Padded padded, MemorySegment rowGradients, Gradients into) {
    for (Lookup lookup : block.lookups()) {
      Parameter table = program.parameter(lookup.table());
      if (!table.trainable()) continue;
      MemorySegment gradient = into.of(table.name());
      each(padded, lookup, (row, index) -> add(rowGradients, row, gradient, index));
    }
  }

  boolean trainable() {
    return block.parameters().stream().anyMatch(name -> program.parameter(name).trainable());
  }

  private interface Use {
    void at(long row, long index);
  }

  private static void each(Padded padded, Lookup lookup, Use use) {
    for (int i = 0; i < padded.members().length; i++) {
      int[] ids = padded.ids(i);
      int counted = 0;
      for (int t = 0; t < ids.length; t++) {
        counted = lookup.counted(counted, ids[t]);
        int index = lookup.row(ids[t], t, padded.type(i, t), counted);
        if (index < 0 || index >= lookup.rows()) throw lookup.outside(index);
        use.at((long) i * padded.length() + t, index);
      }
    }
  }

  private void add(MemorySegment from, long fromRow, MemorySegment to, long toRow) {
    int width = block.output().width();
    for (int i = 0; i < width; i++) {
      long at = toRow * width + i;
      float sum = to.getAtIndex(JAVA_FLOAT, at) + from.getAtIndex(JAVA_FLOAT, fromRow * width + i);
      to.setAtIndex(JAVA_FLOAT, at, sum);
    }
  }
}
