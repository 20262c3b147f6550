package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.denselab.study.ChoosingStudy.BEST_RATE;

import java.io.IOException;
import java.nio.file.Path;
import org.denselab.base.Kept;
import org.denselab.base.Progress;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.StageRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study that chooses on dev is interrupted, and ends as one that was not. */
class ResumedSelectionTest {
  @TempDir private Path folder;
  private int steps;
  private int failures;

  @AfterEach
  void keepAsUsual() {
    System.clearProperty(Kept.SETTING);
  }

  @Test
  void aStudyThatChoosesGoesOnWhereItStopped() throws IOException {
    System.setProperty(Kept.SETTING, "0");
    var plan =
        new ChoosingStudy(folder)
            .plan(
                BEST_RATE.replace("over:", "seeds: [1], over:").replace("[6]", "[3, 6]")
                    + "sweep.mixture.kind=[joint]");
    StudyResult whole = run("whole", plan, Integer.MAX_VALUE, Parallel.NONE);
    steps = 0;
    StudyResult broken = run("broken", plan, 15, Parallel.NONE);
    while (broken.stages().stream().map(StageRun::state).anyMatch("failed"::equals)) {
      assertThat(failures).isLessThan(60);
      broken = run("broken", plan, steps + 15, Parallel.NONE);
    }
    assertThat(failures).isGreaterThan(2);
    assertThat(broken.cells()).isEqualTo(whole.cells());
    assertThat(broken.exhibits()).isEqualTo(whole.exhibits());
    StudyResult parallel = run("parallel", plan, Integer.MAX_VALUE, new Parallel(2, 2, 4L << 30));
    assertThat(parallel.cells()).isEqualTo(whole.cells());
    assertThat(parallel.exhibits()).isEqualTo(whole.exhibits());
  }

  /** Fails at a training step, counted over all trainings and runs. */
  private StudyResult run(String store, StudyPlan plan, int failAt, Parallel parallel)
      throws IOException {
    Progress.Source failing =
        (_, _, _) ->
            new Progress() {
              @Override
              public void step(long count) {}

              @Override
              public synchronized void note(String remark) {
                if (++steps < failAt) return;
                failures++;
                throw new IllegalStateException("stopped");
              }

              @Override
              public void close() {}
            };
    return StudyRun.run(plan, new Store(folder.resolve(store)), failing, parallel, "test");
  }
}
