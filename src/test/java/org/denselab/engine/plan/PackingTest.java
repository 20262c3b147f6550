package org.denselab.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.denselab.engine.Batch;
import org.denselab.graph.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are cut into pieces that cover them once, of nearly one size. */
class PackingTest {
  private static final int LARGEST = Packing.LARGEST_CHUNK;

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 448, 1000, 4608, 4672, 20_001})
  void piecesCoverAllRows(int tokens) {
    var packing = new Packing(512);
    packing.load(Batch.of(new int[][] {new int[tokens]}));
    var kind = Value.Rows.TOKENS;
    int pieces = packing.chunks(kind, LARGEST);
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int piece = 0; piece < pieces; piece++) {
      int rows =
          packing.chunkStart(kind, LARGEST, piece + 1) - packing.chunkStart(kind, LARGEST, piece);
      least = Math.min(least, rows);
      most = Math.max(most, rows);
    }
    assertThat(packing.chunkStart(kind, LARGEST, 0)).isZero();
    assertThat(packing.chunkStart(kind, LARGEST, pieces)).isEqualTo(packing.rows(kind));
    assertThat(least).isGreaterThanOrEqualTo(Packing.UNIT);
    assertThat(most).isLessThanOrEqualTo(Math.min(least + Packing.UNIT, LARGEST));
    if (tokens > 8 * Packing.UNIT) assertThat(pieces % 4).isZero();
  }
}
