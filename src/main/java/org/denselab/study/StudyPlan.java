package org.denselab.study;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.denselab.dsl.ResolvedStudy;

/**
 * A study as rows and the stages that they need.
 *
 * @param rows what the tables will hold
 * @param notes what a reader must know before anything ran
 */
public record StudyPlan(ResolvedStudy study, List<Row> rows, List<String> notes) {
  public StudyPlan {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /** The stages that the rows are read from. */
  public List<Stage> evaluations() {
    return rows.stream().flatMap(row -> row.evaluations().stream()).distinct().toList();
  }

  /** Every stage once, each after its inputs. */
  public List<Stage> stages() {
    Set<Stage> ordered = new LinkedHashSet<>();
    addWithInputs(evaluations(), ordered);
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
