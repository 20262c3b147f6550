package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.engine.plan.kernel.Sums;
import org.denselab.graph.Block;
import org.denselab.graph.Lookup;
import org.denselab.graph.Value;

/** The sum of one row of each table per token. */
record EmbeddingNode(Block.Embedding block) implements Node {
  /** Rows of a table are shared out by their number: one thread adds to a row, in token order. */
  private static final int SHARES = 32;

  static EmbeddingNode forward(Tape tape, Block.Embedding b) {
    Buffer y = tape.make(b.output());
    int width = b.output().width();
    List<Lookup> lookups = b.lookups();
    if (lookups.isEmpty()) {
      tape.add(given(b, y));
      return new EmbeddingNode(b);
    }
    List<Numbers> tables = lookups.stream().map(l -> tape.stored(l.table())).toList();
    tape.add(
        new Step(
            b.name(),
            List.of(),
            List.of(y),
            packing -> packing.sequences() + 1,
            (frame, _, sequence) -> {
              Packing packing = frame.packing();
              if (sequence == packing.sequences()) {
                int used = packing.tokens();
                long rest = (long) (packing.rows(Value.Rows.TOKENS) - used) * width;
                Lanes.zero(frame.address(y) + 4L * used * width, rest);
                return;
              }
              int[] ids = packing.batch().ids()[sequence];
              for (int l = 0; l < tables.size(); l++) {
                Lookup lookup = lookups.get(l);
                for (int t = 0, counted = 0; t < ids.length; t++) {
                  counted = lookup.counted(counted, ids[t]);
                  int row = lookup.row(ids[t], t, packing.type(sequence, t), counted);
                  long to = frame.address(y) + 4L * (packing.first(sequence) + t) * width;
                  tables.get(l).put((long) row * width, to, l > 0, width);
                }
              }
            }));
    return new EmbeddingNode(b);
  }

  /** Copies rows that the caller gives; those past the last one become 0. */
  private static Step given(Block.Embedding b, Buffer y) {
    int width = b.output().width();
    return RowSteps.of(
        "given " + b.name(),
        b.output().rows(),
        List.of(),
        List.of(y),
        (frame, _, from, count) -> {
          int used = Math.clamp(frame.packing().used(b.output().rows()) - from, 0, count);
          long at = frame.address(y) + 4L * from * width;
          Lanes.copy(frame.given(b.name()).values(), from * width, at, used * width);
          Lanes.zero(at + 4L * used * width, (long) (count - used) * width);
        });
  }

  @Override
  public void backward(Tape tape) {
    int width = block.output().width();
    Buffer dy = tape.gradient(block.output());
    var trained = new ArrayList<Lookup>();
    for (Lookup lookup : block.lookups())
      if (tape.demand().trains(lookup.table())) trained.add(lookup);
    for (Lookup lookup : trained) {
      int gradient = tape.gradient(lookup.table());
      tape.add(
          Step.intoGradient(
              "d " + lookup.table(),
              List.of(dy),
              gradient,
              _ -> SHARES,
              (frame, _, share) -> {
                Packing packing = frame.packing();
                for (int s = 0; s < packing.sequences(); s++) {
                  int[] ids = packing.batch().ids()[s];
                  for (int t = 0, counted = 0; t < ids.length; t++) {
                    counted = lookup.counted(counted, ids[t]);
                    int row = lookup.row(ids[t], t, packing.type(s, t), counted);
                    if (row % SHARES != share) continue;
                    long to = frame.gradient(gradient) + 4L * row * width;
                    long from = frame.address(dy) + 4L * (packing.first(s) + t) * width;
                    Sums.add(to, from, to, width);
                  }
                }
              }));
    }
  }

  /**
   * @throws org.denselab.base.BadInput where a sequence has more positions, or a token a higher id,
   *     than its table
   */
  static void check(Packing packing, Block.Embedding block) {
    for (Lookup lookup : block.lookups())
      for (int s = 0; s < packing.sequences(); s++) {
        int[] ids = packing.batch().ids()[s];
        for (int t = 0, counted = 0; t < ids.length; t++) {
          counted = lookup.counted(counted, ids[t]);
          int row = lookup.row(ids[t], t, packing.type(s, t), counted);
          if (row < 0 || row >= lookup.rows()) throw lookup.outside(row);
        }
      }
  }
}
