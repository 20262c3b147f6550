package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.denselab.dsl.ResolvedStudy;
import org.denselab.dsl.StudyCell;

/** Turns a study into rows and stages. Opens its data, runs nothing. */
public final class StudyPlanner {
  private StudyPlanner() {}

  /**
   * @throws org.denselab.base.BadInput with the place in the study, where data is missing or does
   *     not fit its task
   */
  public static StudyPlan plan(ResolvedStudy study) {
    var catalog = new Catalog(!study.missing().isEmpty());
    List<Row> rows = new ArrayList<>();
    Set<Stage> checks = new LinkedHashSet<>();
    for (StudyCell cell : study.cells()) {
      rows.addAll(new CellPlanner(cell, catalog).rows());
      checks.addAll(new ContaminationPlanner(cell, catalog).stages());
    }
    checks.addAll(new GeometryPlanner(study.cells(), catalog).stages());
    return new StudyPlan(study, RowMerge.merge(rows), List.copyOf(checks), List.of());
  }
}
