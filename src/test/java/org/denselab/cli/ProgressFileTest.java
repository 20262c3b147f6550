package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.denselab.base.ConsoleText;
import org.denselab.base.Progress.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressFileTest {
  @TempDir private Path folder;
  private final List<String> lines = new ArrayList<>();

  @Test
  void whatRunsIsToldToOthersAndADeadRunIsNotBelieved() throws IOException {
    try (var file = new ProgressFile(new LogProgress(lines::add), folder)) {
      var run = new RunProgress(file);
      var first = run.enter(new Part("train a", 1, 3, 10, 10));
      var second = run.enter(new Part("train b", 2, 3, 10, 0));
      var going = ProgressFile.read(folder).orElseThrow();
      assertThat(going.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(going.stages().keySet()).containsExactly("train a", "train b");
      first.leave();
      assertThat(ProgressFile.read(folder).orElseThrow().stages()).containsOnlyKeys("train b");
      second.leave();
      Path left = folder.resolve("progress.txt");
      Files.writeString(left, Files.readString(left).replaceFirst("^\\d+ ", "1 "));
      assertThat(ProgressFile.read(folder)).isEmpty();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theTerminalShowsAllThatRuns() {
    var run = new RunProgress(new LogProgress(lines::add), () -> 0);
    run.enter(new Part("train a", 1, 3, 10, 10));
    run.enter(new Part("train b", 2, 3, 10, 0));
    String line = ProgressLine.of(run.standings(), false, false, 120);
    assertThat(line).contains("1/3  train a", " | ", "2/3  train b", "study ");
    assertThat(ConsoleText.width(line)).isLessThan(120);
    assertThat(ProgressLine.of(run.standings(), false, false, 80))
        .contains("train b", "+1")
        .doesNotContain("train a");
  }
}
