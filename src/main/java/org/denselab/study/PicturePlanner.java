package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import org.denselab.analysis.geometry.Picture;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Umap;
import org.denselab.study.Variants.Variant;
import org.denselab.study.stage.PictureStage;
import org.denselab.study.stage.PictureStage.Panel;
import org.denselab.study.stage.SampleStage;

/** UMAP pictures: one for each task, over the first seed's models of all cells as they end. */
record PicturePlanner(List<StudyCell> cells, Catalog catalog) {
  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    for (Variants variants :
        Variants.of(cells, catalog, cell -> cell.study().analysis().umap().isPresent()))
      stages.add(stage(variants));
    return stages;
  }

  private Stage stage(Variants variants) {
    Variant first = variants.all().getFirst();
    Umap umap = first.cell().study().analysis().umap().orElseThrow();
    var drawn =
        new SampleStage.Drawn(variants.data(), variants.split(), umap.sample(), umap.seed());
    List<Panel> panels = new ArrayList<>();
    for (Variant variant : variants.all())
      if (variant.last())
        panels.add(
            new Panel(
                variant.name(),
                Samples.of(variant.name(), variant, drawn, variant.models().subList(0, 1), catalog)
                    .getFirst()));
    return PictureStage.of(
        first.task().name() + " " + variants.split(),
        panels,
        new Picture(umap.neighbours(), umap.minDist(), umap.seed()));
  }
}
