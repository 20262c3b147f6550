package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.denselab.base.Progress.Part;
import org.junit.jupiter.api.Test;

class RunProgressTest {
  private double now;

  @Test
  void aLogOfHoursHasFewLinesAndNoControlCharacters() {
    List<String> lines = new ArrayList<>();
    var progress = new RunProgress(new LogProgress(lines::add), () -> now);
    var stage = progress.enter(new Part("train search: \u001b[31mfull", 3, 18, 3_600, 60));
    try (var work = stage.start("train", "steps", 7_200)) {
      work.note("loss 1.2");
      for (int second = 0; second < 7_200; second++) {
        now++;
        work.step(1);
      }
    }
    stage.leave();
    assertThat(lines).hasSizeBetween(20, 40).noneMatch(line -> line.contains("\u001b"));
    assertThat(lines.getFirst())
        .isEqualTo(
            "3/18 train search: \\x1b[31mfull: 15 of 7,200 steps, 1.0/s, loss 1.2, 2 h 00 min left,"
                + " study 2 h 02 min");
  }

  @Test
  void shortStagesSayNothing() {
    List<String> lines = new ArrayList<>();
    var progress = new RunProgress(new LogProgress(lines::add), () -> now);
    for (int i = 0; i < 20; i++) {
      var stage = progress.enter(new Part("evaluate", i + 1, 20, 1, 20));
      try (var work = stage.start("evaluate", "queries", 100)) {
        now += 5;
        work.step(100);
      }
      stage.leave();
    }
    assertThat(lines).isEmpty();
  }

  @Test
  void theStudysTimeIsCorrectedByWhatStagesTook() {
    var progress = new RunProgress(new Still(), () -> now);
    var stage = progress.enter(new Part("train a", 1, 3, 100, 200));
    assertThat(progress.standings().getLast().studyLeft()).isEqualTo(300);
    now += 200;
    stage.leave();
    stage = progress.enter(new Part("train b", 2, 3, 100, 100));
    assertThat(progress.standings().getLast().studyLeft()).isCloseTo(390, within(1.0));
    try (var work = stage.start("train", "steps", 100)) {
      now += 50;
      work.step(50);
      assertThat(progress.standings().getLast().studyLeft())
          .as("50 s here")
          .isCloseTo(196, within(4.0));
    }
  }

  @Test
  void aSlowStartIsForgotten() {
    var speed = new Speed();
    speed.at(20, 1);
    for (int i = 1; i <= 600; i++) speed.at(20 + i / 10.0, 1 + i);
    assertThat(speed.perSecond()).isCloseTo(10, within(.1));
  }

  @Test
  void workOutsideAStudyIsNamedByItself() {
    var progress = new RunProgress(new Still(), () -> now);
    try (var work = progress.start("train tokenizer", "tokens", 10)) {
      work.step(5);
      assertThat(progress.standings().getLast().title()).isEqualTo("train tokenizer");
      assertThat(progress.standings().getLast().place()).isEmpty();
      assertThat(progress.standings().getLast().study()).isEmpty();
    }
  }

  private record Still() implements RunProgress.Display {
    @Override
    public void begin(RunProgress progress) {}

    @Override
    public void advance(RunProgress progress, RunningStage stage) {}

    @Override
    public void end() {}
  }
}
