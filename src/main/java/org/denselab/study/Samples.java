package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import org.denselab.study.Variants.Variant;
import org.denselab.study.stage.Arithmetic;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.SampleStage;

/** The stages that embed a sample of texts with the models of a variant. */
final class Samples {
  private Samples() {}

  /**
   * One for each model, a stage as often as its model stands there.
   *
   * @param name what the models are called
   */
  static List<Stage> of(
      String name,
      Variant variant,
      SampleStage.Drawn drawn,
      List<ModelAt> models,
      Catalog catalog) {
    var study = variant.cell().study();
    var texts = new CellPlanner(variant.cell(), catalog).models().texts(variant.task());
    List<Stage> samples = new ArrayList<>();
    for (int i = 0; i < models.size(); i++)
      samples.add(
          SampleStage.of(
              name + Titles.seed(study.seeds(), study.seeds().get(i)),
              models.get(i),
              drawn,
              texts,
              Arithmetic.of(study)));
    return samples;
  }
}
