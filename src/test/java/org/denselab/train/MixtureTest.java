package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.denselab.engine.Gradients;
import org.denselab.train.SamplerSettings.LastBatch;
import org.junit.jupiter.api.Test;

class MixtureTest {
  private static final int ACCUMULATE = 2;

  /** Draws batches and notes how they are numbered. */
  private static final class Reader implements Objective {
    private final BatchStream batches;
    private final List<String> read = new ArrayList<>();

    Reader(int examples, long seed) {
      batches =
          new ExampleSampler(
              ExampleSamplerTest.set(ExampleSamplerTest.examples(examples)),
              new SamplerSettings(8, 2, true, true, LastBatch.KEEP, seed));
    }

    @Override
    public Outcome accumulate(long draw, Gradients into) {
      var batch = batches.next();
      read.add(draw + ": " + batch.ids() + " " + Arrays.deepToString(batch.passages()));
      return new Outcome(1, batch.ids(), 0, 0, 0);
    }

    @Override
    public Cursor cursor() {
      return batches.cursor();
    }

    @Override
    public void seek(Cursor cursor) {
      batches.seek(cursor);
    }
  }

  private final List<Reader> readers = List.of(new Reader(40, 1), new Reader(20, 2));

  private static TaskOrder order(long seed) {
    return TaskOrder.oneAStep(new int[] {7, 5}, ACCUMULATE, seed);
  }

  private Mixture mixture(long seed) {
    return new Mixture(
        List.of(new Mixture.Task("many", readers.get(0)), new Mixture.Task("few", readers.get(1))),
        order(seed));
  }

  private static List<String> names(Mixture mixture, int batches) {
    var names = new ArrayList<String>();
    for (int i = 0; i < batches; i++) {
      String id = mixture.accumulate(i, null).ids().getFirst();
      names.add(id.substring(0, id.indexOf(' ')));
    }
    return names;
  }

  @Test
  void everyTaskReadsWhatItsSingleRunReads() {
    var mixture = mixture(3);
    assertThat(order(3).steps()).isEqualTo(12);
    var names = names(mixture, 24);
    for (int i = 0; i < names.size(); i += ACCUMULATE)
      assertThat(names.get(i)).as("one task a step").isEqualTo(names.get(i + 1));
    assertThat(names.subList(0, 14)).contains("many", "few");
    var many = new Reader(40, 1);
    for (int i = 0; i < 14; i++) many.accumulate(i, null);
    assertThat(readers.get(0).read).isEqualTo(many.read);
    var few = new Reader(20, 2);
    for (int i = 0; i < 10; i++) few.accumulate(i, null);
    assertThat(readers.get(1).read).isEqualTo(few.read);
  }

  @Test
  void theOrderFollowsTheSeedAndACursorFindsBack() {
    var mixture = mixture(3);
    var first = names(mixture, 9);
    var cursor = mixture.cursor();
    var rest = names(mixture, 15);
    var read = List.copyOf(readers.get(0).read);
    assertThat(cursor.parts()).hasSize(2).doesNotContain(Cursor.START);

    mixture.seek(cursor);
    int before = readers.get(0).read.size();
    assertThat(names(mixture, 15)).isEqualTo(rest);
    var again = readers.get(0).read.subList(before, readers.get(0).read.size());
    assertThat(read).endsWith(again.toArray(String[]::new));
    mixture.seek(Cursor.START);
    assertThat(names(mixture, 9)).isEqualTo(first);
    assertThat(names(mixture(4), 9)).isNotEqualTo(first);
    assertThatThrownBy(() -> mixture.seek(new Cursor(0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyStepMayHaveABatchOfEachTask() {
    var order = TaskOrder.allInEach(2, 3, ACCUMULATE);
    assertThat(order.byBatch()).containsExactly(0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1);
    assertThat(order.batchesAStep()).isEqualTo(4);
    assertThat(order.steps()).isEqualTo(3);
    assertThat(order.batches(1)).isEqualTo(6);
  }

  @Test
  void sharesSumToTheTotalAndFollowTheWeights() {
    assertThat(TaskOrder.shares(new double[] {1, 1, 1}, 10)).containsExactly(4, 3, 3);
    assertThat(TaskOrder.shares(new double[] {5000, 1311, 1490, 9155}, 300))
        .containsExactly(89, 23, 26, 162);
    assertThat(TaskOrder.shares(new double[] {1, 1000}, 20)).containsExactly(0, 20);
  }
}
