package org.denselab.dense;

import java.util.ArrayList;
import java.util.List;
import org.denselab.data.Hit;

/**
 * The best k rows seen so far: a heap whose root is the worst kept. A row beats another by score,
 * then by id, descending as in trec_eval.
 */
final class TopHits {
  private final List<String> ids;
  private final int[] rows;
  private final float[] scores;
  private int size;

  TopHits(List<String> ids, int k) {
    this.ids = ids;
    this.rows = new int[Math.min(k, ids.size())];
    this.scores = new float[rows.length];
  }

  void offer(int row, float score) {
    if (size < rows.length) {
      place(size++, row, score);
    } else if (score > scores[0] || (score == scores[0] && beats(row, score, 0))) {
      sink(row, score);
    }
  }

  /** The kept rows, best first. */
  List<Hit> sorted() {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < size; i++) order.add(i);
    order.sort((a, b) -> beats(rows[a], scores[a], b) ? -1 : beats(rows[b], scores[b], a) ? 1 : 0);
    return order.stream().map(i -> new Hit(ids.get(rows[i]), scores[i])).toList();
  }

  private boolean beats(int row, float score, int at) {
    if (score != scores[at]) return score > scores[at];
    return TrecOrder.compareIds(ids.get(row), ids.get(rows[at])) > 0;
  }

  /** Moves worse parents down until the new row, placed at the end, has a worse one above. */
  private void place(int at, int row, float score) {
    int child = at;
    while (child > 0 && !beats(row, score, (child - 1) / 2)) {
      int parent = (child - 1) / 2;
      set(child, rows[parent], scores[parent]);
      child = parent;
    }
    set(child, row, score);
  }

  /** Replaces the root. */
  private void sink(int row, float score) {
    int parent = 0;
    for (int child = 1; child < size; child = 2 * parent + 1) {
      if (child + 1 < size && beats(rows[child], scores[child], child + 1)) child++;
      if (!beats(row, score, child)) break;
      set(parent, rows[child], scores[child]);
      parent = child;
    }
    set(parent, row, score);
  }

  private void set(int at, int row, float score) {
    rows[at] = row;
    scores[at] = score;
  }
}
