package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import org.denselab.dsl.Geometry;
import org.denselab.dsl.StudyCell;
import org.denselab.study.Variants.Variant;
import org.denselab.study.stage.GeometryStage;
import org.denselab.study.stage.GeometryStage.Subject;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.SampleStage;

/** The geometry of the study's spaces: one stage for each task, over the models of all cells. */
record GeometryPlanner(List<StudyCell> cells, Catalog catalog) {
  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    for (Variants variants :
        Variants.of(cells, catalog, cell -> cell.study().analysis().geometry().isPresent()))
      stages.add(stage(variants));
    return stages;
  }

  private Stage stage(Variants variants) {
    List<Subject> subjects = new ArrayList<>();
    for (Variant variant : variants.all())
      subjects.add(
          new Subject(
              variant.name(),
              variant.step(),
              variant.last(),
              samples(variant.name(), variants, variant, variant.models()),
              samples(Variants.BASE, variants, variant, variant.bases())));
    Variant first = variants.all().getFirst();
    return GeometryStage.of(
        first.task().name() + " " + variants.split(),
        subjects,
        first.cell().study().analysis().geometry().orElseThrow().neighbours());
  }

  private List<Stage> samples(
      String name, Variants variants, Variant variant, List<ModelAt> models) {
    Geometry geometry = variant.cell().study().analysis().geometry().orElseThrow();
    var drawn =
        new SampleStage.Drawn(
            variants.data(), variants.split(), geometry.sample(), geometry.seed());
    return Samples.of(name, variant, drawn, models, catalog);
  }
}
