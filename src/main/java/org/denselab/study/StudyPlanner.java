package org.denselab.study;

import java.nio.file.Path;
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
    var catalog = new Catalog(!study.missing().isEmpty(), PretrainChains.of(study.cells()));
    List<Row> rows = new ArrayList<>();
    Set<Stage> checks = new LinkedHashSet<>();
    var probes = new ProbePlanner(catalog);
    var attributions = new AttributionPlanner(catalog);
    for (StudyCell cell : study.cells()) {
      var planner = new CellPlanner(cell, catalog);
      rows.addAll(planner.rows());
      checks.addAll(new ContaminationPlanner(cell, catalog).stages());
      checks.addAll(planner.conflicts());
      probes.add(cell, planner);
      attributions.add(cell, planner);
    }
    checks.addAll(new GeometryPlanner(study.cells(), catalog).stages());
    checks.addAll(new PicturePlanner(study.cells(), catalog).stages());
    var timing = TimingPlanner.of(study.cells(), catalog);
    checks.addAll(timing.stages());
    checks.addAll(probes.stages());
    for (Path file : study.cells().getFirst().study().report().published())
      PublishedNumbers.read(file); // a file that cannot be read is said before anything runs
    checks.addAll(attributions.stages());
    List<Row> merged = RowMerge.merge(rows);
    checks.addAll(new LengthPlanner(study.cells(), catalog, merged).stages());
    return new StudyPlan(
        study, merged, List.copyOf(checks), timing.trainings(), Selections.planned(study.cells()));
  }
}
