package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.denselab.graph.Value;

/**
 * Where the gradients by attention's inputs go; null for what needs none.
 *
 * @param diagonals sums of the scores' gradients by distance
 */
record AttentionTargets(Part query, Part key, Part value, Buffer diagonals) {
  /**
   * One of them.
   *
   * @param add whether others have put something there
   */
  record Part(Heads rows, boolean add) {
    /** What a product keeps of the content. */
    float keep(boolean written) {
      return written || add ? 1 : 0;
    }
  }

  static AttentionTargets of(Tape tape, AttentionInputs inputs, Buffer diagonals) {
    return new AttentionTargets(
        part(tape, inputs.block().query(), inputs.query(), Panel.QUERY_GRADIENT),
        part(tape, inputs.block().key(), inputs.key(), Panel.KEY_GRADIENT),
        part(tape, inputs.block().value(), inputs.value(), Panel.VALUE_GRADIENT),
        diagonals);
  }

  private static Part part(Tape tape, Value input, Heads like, Panel panel) {
    if (!tape.demand().differentiates(input)) return null;
    Target target = tape.intoAsRead(input);
    return new Part(like.in(Operand.of(tape, target.buffer()), panel), target.add());
  }

  /** Whether the gradient by the scores is needed. */
  boolean scores() {
    return query != null || key != null || diagonals != null;
  }

  private Stream<Part> parts() {
    return Stream.of(query, key, value).filter(Objects::nonNull);
  }

  List<Buffer> reads() {
    return parts().filter(Part::add).map(part -> part.rows().buffer()).toList();
  }

  List<Buffer> writes() {
    var writes = new ArrayList<>(parts().map(part -> part.rows().buffer()).toList());
    if (diagonals != null) writes.add(diagonals);
    return writes;
  }

  /** After the query heads of a key head have added to its gradients. */
  void storeKeys(Frame frame, Worker worker, int sequence, int keyHead) {
    if (key != null) key.rows().store(frame, worker, sequence, keyHead);
    if (value != null) value.rows().store(frame, worker, sequence, keyHead);
  }

  void clearTails(Frame frame) {
    if (query != null && !query.add()) query.rows().clearTail(frame);
    if (key != null && !key.add()) key.rows().clearTail(frame);
    if (value != null && !value.add()) value.rows().clearTail(frame);
  }

  /** Before the query heads of a key head add to their diagonals. */
  void clearDiagonals(Frame frame, AttentionInputs inputs, int sequence, int keyHead) {
    if (diagonals == null) return;
    int group = inputs.shape().group();
    for (int head = keyHead * group; head < (keyHead + 1) * group; head++)
      inputs.bias().clear(frame, diagonals, sequence, head);
  }
}
