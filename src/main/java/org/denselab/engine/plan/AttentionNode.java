package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.denselab.graph.AttentionShape;
import org.denselab.graph.Block;

/**
 * Attention by sequence and head.
 *
 * @param probabilities of sequences that keep theirs, for the gradient; null where there is none
 * @param kept of those that do not
 */
record AttentionNode(AttentionInputs inputs, Buffer probabilities, LongKept kept) implements Node {
  static AttentionNode forward(Tape tape, Block.Attention b) {
    AttentionShape shape = b.shape();
    boolean keeps = tape.keeps(b);
    var inputs =
        new AttentionInputs(
            b,
            tape.demand().training() ? b.dropout() : 0,
            new Heads(tape.value(b.query()), shape.queryWidth(), shape.headWidth()),
            new Heads(tape.value(b.key()), shape.keyWidth(), shape.headWidth()),
            new Heads(tape.value(b.value()), shape.keyWidth(), shape.headWidth()),
            b.bias().map(bias -> BiasNode.of(tape, bias, shape.heads())).orElse(null));
    Buffer probabilities =
        keeps
            ? tape.buffer(b.name() + " probabilities", new Extent(Extent.Unit.PAIR, shape.heads()))
            : null;
    LongKept kept = keeps ? LongKept.of(tape, b.name(), shape) : null;
    Buffer squares = Squares.buffer(tape, b.name() + " scratch");
    Buffer tiles = Tiles.buffer(tape, b.name() + " tiles");
    var y = inputs.query().in(tape.make(b.output()));
    var whole = new WholeAttention(inputs, probabilities, squares);
    var tiled = new TiledAttention(inputs, kept, tiles);
    var writes = new ArrayList<>(List.of(y.buffer(), squares, tiles));
    if (keeps) writes.addAll(List.of(probabilities, kept.logSums(), kept.results()));
    int heads = shape.heads();
    tape.add(
        new Step(
            b.name(),
            inputs.reads(),
            writes,
            packing -> packing.sequences() * heads + 1,
            (frame, worker, item) -> {
              int sequence = item / heads;
              if (sequence == frame.packing().sequences()) y.clearTail(frame);
              else if (frame.packing().isLong(sequence))
                tiled.run(frame, worker, sequence, item % heads, y);
              else whole.run(frame, worker, sequence, item % heads, y);
            }));
    return new AttentionNode(inputs, probabilities, kept);
  }

  @Override
  public void backward(Tape tape) {
    Block.Attention block = inputs.block();
    AttentionShape shape = inputs.shape();
    BiasNode bias = inputs.bias();
    String name = "d " + block.name();
    boolean biasTrains = bias != null && tape.demand().trains(bias.bias().table());
    Buffer diagonals = biasTrains ? bias.diagonals(tape, name + " by distance") : null;
    Buffer squares = Squares.buffer(tape, name + " scratch");
    Buffer tiles = Tiles.buffer(tape, name + " tiles");
    var dy = inputs.query().in(tape.gradient(block.output()));
    var targets = AttentionTargets.of(tape, inputs, diagonals);
    var gradient = new TileGradient(inputs, dy, targets);
    var whole = new WholeGradient(gradient, probabilities, squares);
    var tiled = new TiledGradient(gradient, kept, tiles);
    var reads = new ArrayList<>(inputs.reads());
    reads.addAll(List.of(dy.buffer(), probabilities, kept.logSums(), kept.results()));
    reads.addAll(targets.reads());
    var writes = new ArrayList<>(targets.writes());
    writes.addAll(List.of(squares, tiles));
    int keyHeads = shape.keyValueHeads();
    tape.add(
        new Step(
            name,
            reads,
            writes,
            packing -> packing.sequences() * keyHeads + 1,
            (frame, worker, item) -> {
              int sequence = item / keyHeads;
              if (sequence == frame.packing().sequences()) {
                targets.clearTails(frame);
                return;
              }
              targets.clearDiagonals(frame, inputs, sequence, item % keyHeads);
              if (frame.packing().isLong(sequence))
                tiled.run(frame, worker, sequence, item % keyHeads);
              else whole.run(frame, worker, sequence, item % keyHeads);
            }));
    if (biasTrains)
      tape.add(
          bias.intoTable(
              "d " + bias.bias().table(), diagonals, tape.gradient(bias.bias().table())));
  }
}
