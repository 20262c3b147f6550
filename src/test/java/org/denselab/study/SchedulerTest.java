package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.base.Cores;
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

  /** Starts once two others wait with it: it fails where stages do not run at once. */
  private Stage meeting(String setting, CyclicBarrier barrier, List<Integer> shares) {
    return new StageKey("evaluate", 1)
        .with("setting", setting)
        .stage(
            setting,
            (out, _) -> {
              try {
                barrier.await(20, TimeUnit.SECONDS);
              } catch (Exception e) {
                throw new IOException("nobody came", e);
              }
              shares.add(Cores.share());
              Files.writeString(out.resolve("value.txt"), setting);
              return "met";
            });
  }

  @Test
  void stagesRunAtOnceWithinTheCoresAndTheirOutcomesKeepTheirOrder() throws IOException {
    var barrier = new CyclicBarrier(3);
    List<Integer> shares = new CopyOnWriteArrayList<>();
    List<Stage> stages =
        Stream.of("a", "b", "c").map(name -> meeting(name, barrier, shares)).toList();
    Stage broken = failing("broken");
    List<Stage> wanted = new ArrayList<>(stages);
    wanted.addFirst(stage("after", broken));
    wanted.add(stage("last", stages.toArray(Stage[]::new)));
    var outcomes = scheduler(new Parallel(3, 6, 100)).run(wanted);
    assertThat(shares).containsExactly(2, 2, 2);
    assertThat(outcomes.keySet()).containsExactlyElementsOf(Agenda.order(wanted));
    assertThat(outcomes.get(wanted.getFirst()))
        .isEqualTo(new Outcome.Failed("not run, because evaluate broken failed"));
    assertThat(outcomes.get(wanted.getLast())).isInstanceOf(Outcome.Finished.class);
  }

  @Test
  void stagesThatDoNotFitBesideEachOtherRunOneByOne() throws IOException {
    var most = new AtomicInteger();
    var now = new AtomicInteger();
    List<Stage> stages = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d"))
      stages.add(
          new Stage(
              "evaluate",
              name,
              new StageKey("evaluate", 1).with("setting", name).stage(name, null).key(),
              List.of(),
              Set.of(),
              new Stage.Estimate(0, 60, 0, null),
              (out, _) -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Files.writeString(out.resolve("value.txt"), name);
                now.decrementAndGet();
                return name;
              }));
    var outcomes = scheduler(new Parallel(4, 4, 100)).run(stages);
    assertThat(outcomes.values()).hasSize(4).allMatch(Outcome.Finished.class::isInstance);
    assertThat(most).hasValue(1);
  }

  @Test
  void nothingRunsBesideAStageThatMeasuresTime() throws IOException {
    var now = new AtomicInteger();
    List<Integer> beside = new CopyOnWriteArrayList<>();
    List<Integer> shares = new CopyOnWriteArrayList<>();
    List<Stage> stages = new ArrayList<>();
    for (String kind : List.of("evaluate", Stage.TIMING, "encode", Stage.TIMING + " "))
      stages.add(
          new Stage(
              kind.strip(),
              kind,
              new StageKey(kind, 1).with("setting", kind).stage(kind, null).key(),
              List.of(),
              Set.of(),
              Stage.Estimate.LITTLE,
              (out, _) -> {
                int others = now.getAndIncrement();
                if (kind.strip().equals(Stage.TIMING)) {
                  beside.add(others);
                  shares.add(Cores.share());
                }
                Files.writeString(out.resolve("value.txt"), kind);
                now.decrementAndGet();
                return kind;
              }));
    assertThat(scheduler(new Parallel(4, 4, 100)).run(stages).values())
        .hasSize(4)
        .allMatch(Outcome.Finished.class::isInstance);
    assertThat(beside).containsExactly(0, 0);
    assertThat(shares).containsExactly(4, 4);
  }

  @Test
  void aLoneStageHasAllCores() throws IOException {
    List<Integer> shares = new CopyOnWriteArrayList<>();
    scheduler(new Parallel(3, 6, 100)).run(List.of(meeting("a", new CyclicBarrier(1), shares)));
    assertThat(shares).containsExactly(6);
  }

  @Test
  void anErrorEndsTheRun() {
    Stage fatal =
        new StageKey("evaluate", 1)
            .stage(
                "fatal",
                (_, _) -> {
                  throw new OutOfMemoryError("heap");
                });
    assertThatThrownBy(() -> scheduler(new Parallel(2, 2, 100)).run(List.of(fatal)))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void cellsAddedToAFinishedStudyRedoNothing() throws IOException {
    Stage shared = stage("shared");
    run(stage("first", shared));
    var outcomes =
        scheduler(new Parallel(2, 2, 100))
            .run(List.of(stage("first", shared), stage("second", shared)));
    assertThat(runs).as("shared, first, second").hasValue(3);
    assertThat(outcomes.get(stage("first", shared)))
        .isInstanceOfSatisfying(Outcome.Finished.class, f -> assertThat(f.cached()).isTrue());
  }

  private Scheduler scheduler(Parallel parallel) throws IOException {
    return new Scheduler(store, Progress.SILENT, parallel, Failures.begin(root));
  }

  @Test
  void failuresAreToldWhileARunGoesOn() throws IOException {
    Stage broken = failing("broken");
    scheduler(new Parallel(2, 2, 100)).run(List.of(broken, stage("other")));
    assertThat(Failures.read(root)).isEqualTo(Map.of(broken.key(), "no space left"));
    Failures.begin(root);
    assertThat(Failures.read(root)).isEmpty();
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
