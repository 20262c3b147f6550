package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.study.Scheduler.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulerTest {
  @TempDir private Path root;
  private Store store;
  private final AtomicInteger runs = new AtomicInteger();

  @BeforeEach
  void openStore() {
    store = new Store(root);
  }

  private Stage stage(String setting, Stage... inputs) {
    var key = new StageKey("evaluate", 1).with("setting", setting);
    for (Stage input : inputs) key.input(input);
    return key.stage(
        setting,
        (out, _) -> {
          runs.incrementAndGet();
          Files.writeString(out.resolve("value.txt"), setting);
          return "wrote " + setting;
        });
  }

  private static Stage failing(String setting, Stage... inputs) {
    var key = new StageKey("evaluate", 1).with("setting", setting);
    for (Stage input : inputs) key.input(input);
    return key.stage(
        setting,
        (out, _) -> {
          Files.writeString(out.resolve("half.txt"), "half");
          throw new IOException("no space left");
        });
  }

  private Outcome run(Stage stage) throws IOException {
    return new Scheduler(store, Progress.SILENT).run(List.of(stage)).get(stage);
  }

  @Test
  void equalWorkIsDoneOnceAndFoundAgain() throws IOException {
    Stage input = stage("input");
    Stage first = stage("first", input);
    Stage second = stage("second", input);
    new Scheduler(store, Progress.SILENT).run(List.of(first, second));
    assertThat(runs).hasValue(3);

    assertThat(run(stage("second", stage("input"))))
        .isInstanceOfSatisfying(Outcome.Finished.class, f -> assertThat(f.cached()).isTrue());
    assertThat(runs).hasValue(3);
    assertThat(store.folder(second).resolve("value.txt")).hasContent("second");
  }

  @Test
  void aChangedSettingRedoesWhatDependsOnIt() throws IOException {
    run(stage("out", stage("a")));
    run(stage("out", stage("b")));
    assertThat(runs).hasValue(4);
  }

  @Test
  void aFailureTakesOnlyItsDependants() throws IOException {
    Stage broken = failing("broken");
    Stage dependant = stage("dependant", broken);
    Stage other = stage("other");
    var outcomes = new Scheduler(store, Progress.SILENT).run(List.of(dependant, other));
    assertThat(outcomes.get(broken)).isEqualTo(new Outcome.Failed("no space left"));
    assertThat(outcomes.get(dependant))
        .isEqualTo(new Outcome.Failed("not run, because evaluate broken failed"));
    assertThat(outcomes.get(other)).isInstanceOf(Outcome.Finished.class);
    assertThat(store.folder(broken)).doesNotExist();
  }

  @Test
  void whatAnInterruptedRunLeftIsNeverTakenForWhole() throws IOException {
    Stage stage = stage("value");
    Path part = store.begin(stage);
    Files.writeString(part.resolve("stale.txt"), "half");
    assertThat(store.done(stage)).isEmpty();
    run(stage);
    assertThat(store.folder(stage).resolve("stale.txt")).doesNotExist();
    assertThat(store.done(stage)).isPresent();
  }

  @Test
  void aSecondRunOnTheStoreIsRefusedByTheHoldersPid() throws IOException {
    try (var held = StoreLock.take(store)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> StoreLock.take(store))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
          .hasMessageContaining("-Dstore=DIR");
    }
    StoreLock.take(store).close();
  }
}
