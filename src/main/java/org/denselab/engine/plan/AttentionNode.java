package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.denselab.graph.AttentionShape;
import org.denselab.graph.Block;
import org.denselab.graph.Value;

/**
 * Attention by sequence and head.
 *
 * @param forward what it starts from; the gradient has panels of its own
 * @param probabilities of sequences that keep theirs, for the gradient; null where there is none
 * @param kept of those that do not
 */
record AttentionNode(AttentionInputs forward, Operand probabilities, LongKept kept)
    implements Node {
  static AttentionNode forward(Tape tape, Block.Attention b) {
    AttentionShape shape = b.shape();
    boolean keeps = tape.keeps(b);
    Buffer panels = Panel.buffer(tape, b.name() + " panels", shape.headWidth());
    var inputs =
        new AttentionInputs(
            b,
            tape.demand().training() ? b.dropout() : 0,
            heads(tape, b.query(), shape, panels, Panel.QUERY),
            heads(tape, b.key(), shape, panels, Panel.KEY),
            heads(tape, b.value(), shape, panels, Panel.VALUE),
            b.bias().map(bias -> BiasNode.of(tape, bias, shape.heads())).orElse(null));
    Operand probabilities = keeps ? probabilities(tape, b) : null;
    LongKept kept = keeps ? LongKept.of(tape, b.name(), shape) : null;
    Buffer squares = Squares.buffer(tape, b.name() + " scratch");
    Buffer tiles = Tiles.buffer(tape, b.name() + " tiles");
    var y = inputs.query().in(Operand.of(tape, tape.makeAsRead(b.output())), Panel.RESULT);
    var whole = new WholeAttention(inputs, probabilities, squares);
    var tiled = new TiledAttention(inputs, kept, tiles);
    var writes = new ArrayList<>(List.of(y.buffer(), squares, tiles, panels));
    if (keeps) writes.addAll(List.of(probabilities.buffer(), kept.logSums(), kept.results()));
    int heads = shape.heads();
    tape.add(
        new Step(
            b.name(),
            inputs.reads(),
            writes,
            packing -> packing.sequences() * heads + 1,
            (frame, worker, item) -> {
              int sequence = item / heads;
              if (sequence == frame.packing().sequences()) {
                y.clearTail(frame);
                return;
              }
              int head = item % heads;
              inputs.loadQueries(frame, worker, sequence, head);
              inputs.loadKeys(frame, worker, sequence, inputs.keyHead(head));
              if (frame.packing().isLong(sequence)) tiled.run(frame, worker, sequence, head, y);
              else whole.run(frame, worker, sequence, head, y);
              y.store(frame, worker, sequence, head);
            }));
    return new AttentionNode(inputs, probabilities, kept);
  }

  private static Heads heads(
      Tape tape, Value value, AttentionShape shape, Buffer panels, Panel panel) {
    return new Heads(
        Operand.of(tape, tape.value(value)), value.width(), shape.headWidth(), panels, panel);
  }

  private static Operand probabilities(Tape tape, Block.Attention b) {
    String name = b.name() + " probabilities";
    return Operand.of(tape, tape.halves().kept(name, Extent.Unit.PAIR, b.shape().heads()));
  }

  @Override
  public void backward(Tape tape) {
    Block.Attention block = forward.block();
    AttentionShape shape = forward.shape();
    String name = "d " + block.name();
    Buffer panels = Panel.buffer(tape, name + " panels", shape.headWidth());
    AttentionInputs inputs = forward.over(panels);
    BiasNode bias = inputs.bias();
    boolean biasTrains = bias != null && tape.demand().trains(bias.bias().table());
    Buffer diagonals = biasTrains ? bias.diagonals(tape, name + " by distance") : null;
    Buffer squares = Squares.buffer(tape, name + " scratch");
    Buffer tiles = Tiles.buffer(tape, name + " tiles");
    var dy = inputs.query().in(Operand.of(tape, tape.gradient(block.output())), Panel.RESULT);
    var targets = AttentionTargets.of(tape, inputs, diagonals);
    var gradient = new TileGradient(inputs, dy, targets);
    var whole = new WholeGradient(gradient, probabilities, squares);
    var tiled = new TiledGradient(gradient, kept, tiles);
    var reads = new ArrayList<>(inputs.reads());
    reads.addAll(List.of(dy.buffer(), probabilities.buffer(), kept.logSums(), kept.results()));
    reads.addAll(targets.reads());
    var writes = new ArrayList<>(targets.writes());
    writes.addAll(List.of(squares, tiles, panels));
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
              int keyHead = item % keyHeads;
              targets.clearDiagonals(frame, inputs, sequence, keyHead);
              inputs.loadKeys(frame, worker, sequence, keyHead);
              if (frame.packing().isLong(sequence)) tiled.run(frame, worker, sequence, keyHead);
              else whole.run(frame, worker, sequence, keyHead);
              targets.storeKeys(frame, worker, sequence, keyHead);
            }));
    if (biasTrains)
      tape.add(
          bias.intoTable(
              "d " + bias.bias().table(), diagonals, tape.gradient(bias.bias().table())));
  }
}
