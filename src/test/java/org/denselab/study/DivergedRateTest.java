package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.denselab.study.ChoosingStudy.chosen;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.StageRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rates at which weights grow out of all bounds: out of a choice, the end of their cell. */
class DivergedRateTest {
  private static final String MIXED = "[1.0e-2, 1.0e+30]";
  private static final String ABSURD = "[1.0e+30, 1.0e+32]";
  private static final String CHOOSE = "select={rule: best, over: [train.lr]},";

  @TempDir private Path folder;

  private StudyPlan plan(String set) throws IOException {
    return new ChoosingStudy(folder).plan("seeds=[1],train.clip=none," + set);
  }

  private StudyResult run(StudyPlan plan) throws IOException {
    return new ChoosingStudy(folder).run(plan);
  }

  private static List<String> states(StudyResult result, String kind) {
    return result.stages().stream()
        .filter(stage -> stage.kind().equals(kind))
        .map(StageRun::state)
        .toList();
  }

  @Test
  void theOtherRateIsTestedAndTheReportSaysWhy() throws IOException {
    String arms = "train.checkpoints=[2, 6],sweep.mixture.kind=[single, joint],";
    var plan = plan(arms + CHOOSE + "sweep.train.lr=" + MIXED);
    StudyResult result = run(plan);
    assertThat(result.exit()).isZero();
    assertThat(states(result, "train")).containsOnly("done", "diverged").hasSize(4);
    assertThat(states(result, "joint")).containsExactlyInAnyOrder("done", "diverged");
    for (String model : List.of("shelf single", "alike single", "2 tasks joint")) {
      List<Exhibit.Entry> row = chosen(result, "train.lr", model);
      assertThat(row.getLast().text()).isEqualTo("1.0e-2");
      assertThat(row.get(3).text()).matches("diverged at step \\d+");
      assertThat(row.get(3).value()).isNaN();
    }
    StudyResult alone = run(plan(arms + "select={rule: best},train.lr=1.0e-2"));
    assertThat(scores(result)).isEqualTo(scores(alone));

    StudyResult again = run(plan);
    assertThat(again.exhibits()).isEqualTo(result.exhibits());
    assertThat(states(again, "train")).containsOnly("cached", "diverged");
    var store = new ChoosingStudy(folder).store();
    assertThat(StudyStatus.of(plan, store).lines(Set.of()))
        .first()
        .asString()
        .contains("0 running, 0 failed, 0 pending, ")
        .contains(" diverged, ");
    assertThat(StudyStatus.of(plan, store).lines(Set.of()))
        .anyMatch(line -> line.contains("diverged at step"))
        .noneMatch(line -> line.startsWith("time:"));
    assertThat(PlanSummary.lines(plan, store))
        .anyMatch(line -> line.startsWith("time: about < 1 s for what is to do"))
        .anyMatch(line -> line.matches(" +joint +diverged .*"))
        .anyMatch(line -> line.matches(" +evaluate +not made .*"));
    assertThat(StudyRun.soFar(plan, store, "test").exit()).isZero();
  }

  private static List<List<Object>> scores(StudyResult result) {
    return result.cells().stream().map(c -> List.<Object>of(c.id(), c.metrics())).toList();
  }

  @Test
  void whereEveryRateDivergesTheCellFailsWithTheirNames() throws IOException {
    var plan = plan("train.checkpoints=[6]," + CHOOSE + "sweep.train.lr=" + ABSURD);
    StudyResult result = run(plan);
    assertThat(result.exit()).isEqualTo(3);
    assertThat(errors(result))
        .hasSize(2)
        .allMatch(
            error ->
                error.matches(
                    "not run, because choice (shelf|alike) has none of train.lr to choose: "
                        + "1.0e\\+30 diverged at step \\d+, 1.0e\\+32 diverged at step \\d+\\. "
                        + "Give it lower ones"));
    assertThat(states(run(plan), "train")).containsOnly("diverged");
  }

  @Test
  void outsideOfAChoiceACellFailsWithoutTheOthers() throws IOException {
    StudyResult result = run(plan("train.checkpoints=[6],sweep.train.lr=" + MIXED));
    assertThat(result.exit()).isEqualTo(3);
    assertThat(errors(result))
        .hasSize(2)
        .allMatch(error -> error.contains("1.0e+30 diverged at step"))
        .allMatch(error -> error.contains("learning rate 8.33e+29"));
  }

  private static List<String> errors(StudyResult result) {
    Stream<Cell> failed = result.cells().stream().filter(cell -> cell.state().equals("failed"));
    return failed.map(Cell::error).toList();
  }
}
