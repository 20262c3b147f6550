package org.denselab.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OneAheadTest {
  @Test
  void oneIsMadeAheadAndNoMore() throws IOException, InterruptedException {
    var made = new AtomicInteger();
    try (var series = new OneAhead<>(() -> made.get() == 5 ? null : made.incrementAndGet())) {
      assertThat(series.next()).isEqualTo(1);
      for (int i = 0; i < 2000 && made.get() < 2; i++) Thread.sleep(1);
      Thread.sleep(20);
      assertThat(made.get()).isEqualTo(2);
      List<Integer> rest = new ArrayList<>();
      for (Integer next; (next = series.next()) != null; ) rest.add(next);
      assertThat(rest).containsExactly(2, 3, 4, 5);
    }
  }

  @Test
  void whatTheSourceThrowsComesOutHere() {
    try (var series =
        new OneAhead<String>(
            () -> {
              throw new IOException("the disk is gone");
            })) {
      assertThatThrownBy(series::next)
          .isInstanceOf(IOException.class)
          .hasMessage("the disk is gone");
    }
  }
}
