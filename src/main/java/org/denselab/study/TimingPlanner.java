package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Timing;
import org.denselab.dsl.Tuning;
import org.denselab.study.Variants.Variant;
import org.denselab.study.stage.Arithmetic;
import org.denselab.study.stage.SampleStage;
import org.denselab.study.stage.TimingStage;
import org.denselab.study.stage.TimingStage.Timed;

/** How fast the study's models encode: one sitting for each task. */
record TimingPlanner(List<StudyCell> cells, Catalog catalog) {
  private static final long SEED = 42;

  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    for (Variants variants :
        Variants.of(cells, catalog, cell -> cell.study().analysis().timing().isPresent()))
      stages.add(stage(variants));
    return stages;
  }

  private Stage stage(Variants variants) {
    Variant first = variants.all().getFirst();
    Timing timing = first.cell().study().analysis().timing().orElseThrow();
    List<Timed> timed = new ArrayList<>();
    for (Variant variant : variants.all())
      if (variant.last()) {
        var texts = new CellPlanner(variant.cell(), catalog).models().texts(variant.task());
        var model = variant.models().getFirst();
        boolean lora = variant.step() > 0 && variant.cell().study().tuning() instanceof Tuning.Lora;
        timed.add(new Timed(variant.name(), model, texts, lora));
      }
    return TimingStage.of(
        first.task().name() + " " + variants.split(),
        timed,
        new SampleStage.Drawn(variants.data(), variants.split(), timing.sample(), SEED),
        timing.rounds(),
        Arithmetic.of(first.cell().study()));
  }
}
