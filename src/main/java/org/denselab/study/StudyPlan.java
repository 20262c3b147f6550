package org.denselab.study;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.dsl.ResolvedStudy;

/**
 * A study as rows and the stages that they need.
 *
 * @param rows what the tables will hold
 * @param checks stages that no row is read from, but whose notes the report needs
 * @param trainings whose cost the report shows
 * @param notes what a reader must know before anything ran
 */
public record StudyPlan(
    ResolvedStudy study,
    List<Row> rows,
    List<Stage> checks,
    List<TrainingCosts> trainings,
    List<String> notes) {
  public StudyPlan {
    trainings = List.copyOf(trainings);
    rows = List.copyOf(rows);
    checks = List.copyOf(checks);
    notes = List.copyOf(notes);
  }

  /** The stages that the rows are read from. */
  public List<Stage> evaluations() {
    return rows.stream().flatMap(row -> row.evaluations().stream()).distinct().toList();
  }

  /** What must be run for the report; the rest are inputs. */
  public List<Stage> wanted() {
    return Stream.concat(evaluations().stream(), checks.stream()).toList();
  }

  /** Every stage once, each after its inputs. */
  public List<Stage> stages() {
    Set<Stage> ordered = new LinkedHashSet<>();
    addWithInputs(wanted(), ordered);
    return List.copyOf(ordered);
  }

  private static void addWithInputs(Collection<Stage> stages, Set<Stage> ordered) {
    for (Stage stage : stages) {
      if (ordered.contains(stage)) continue;
      addWithInputs(stage.inputs(), ordered);
      ordered.add(stage);
    }
  }
}
