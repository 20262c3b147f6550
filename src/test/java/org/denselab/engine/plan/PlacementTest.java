package org.denselab.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.denselab.engine.plan.Placement.Life;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final Capacity CAPACITY = new Capacity(128, 64, 1000, 100, 50, 0);

  private static Buffer buffer(int id, Extent.Unit unit, long floats) {
    return new Buffer(id, "b" + id, new Extent(unit, floats));
  }

  @Test
  void whatLivesTogetherLiesApart() {
    long seed = new SplittableRandom().nextLong();
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 50; round++) {
      var buffers = new ArrayList<Buffer>();
      var lives = new ArrayList<Life>();
      for (int i = 0; i < 40; i++) {
        var units = Extent.Unit.values();
        buffers.add(buffer(i, units[random.nextInt(units.length)], 1 + random.nextInt(300)));
        int first = random.nextInt(60);
        lives.add(new Life(first, first + random.nextInt(12)));
      }
      var placement = Placement.of(buffers, lives, CAPACITY);
      for (Buffer a : buffers) {
        long end = placement.offset(a) + a.extent().bytes(CAPACITY);
        assertThat(placement.offset(a) % 64).isZero();
        assertThat(end).isLessThanOrEqualTo(placement.bytes());
        for (Buffer b : buffers)
          if (a.id() != b.id() && lives.get(a.id()).meets(lives.get(b.id())))
            assertThat(
                    end <= placement.offset(b)
                        || placement.offset(b) + b.extent().bytes(CAPACITY) <= placement.offset(a))
                .as("%s and %s, seed %d", a, b, seed)
                .isTrue();
      }
    }
  }

  @Test
  void memoryIsUsedAgain() {
    var buffers =
        List.of(
            buffer(0, Extent.Unit.TOKEN, 16),
            buffer(1, Extent.Unit.TOKEN, 16),
            buffer(2, Extent.Unit.TOKEN, 16));
    var lives = List.of(new Life(0, 1), new Life(1, 2), new Life(2, 3));
    var placement = Placement.of(buffers, lives, CAPACITY);
    assertThat(placement.bytes()).isEqualTo(2 * 4 * 16 * CAPACITY.tokens());
  }
}
