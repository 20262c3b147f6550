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

/**
 * How fast the study's models encode, and what training them took.
 *
 * @param tasks those that are timed
 */
record TimingPlanner(List<Variants> tasks, Catalog catalog) {
  private static final long SEED = 42;

  static TimingPlanner of(List<StudyCell> cells, Catalog catalog) {
    return new TimingPlanner(
        Variants.of(cells, catalog, cell -> cell.study().analysis().timing().isPresent()), catalog);
  }

  /** One sitting for each task. */
  List<Stage> stages() {
    return tasks.stream().map(this::stage).toList();
  }

  private Stage stage(Variants variants) {
    Variant first = variants.all().getFirst();
    Timing timing = first.cell().study().analysis().timing().orElseThrow();
    List<Timed> timed = new ArrayList<>();
    for (Variant variant : variants.all())
      if (variant.last()) {
        var texts = new CellPlanner(variant.cell(), catalog).models().texts(variant.task());
        var model = variant.models().getFirst();
        boolean lora = isTuned(variant) && variant.cell().study().tuning() instanceof Tuning.Lora;
        timed.add(new Timed(variant.name(), model, texts, lora));
      }
    return TimingStage.of(
        title(variants),
        timed,
        new SampleStage.Drawn(variants.data(), variants.split(), timing.sample(), SEED),
        timing.rounds(),
        Arithmetic.of(first.cell().study()));
  }

  /** What training the same models took. */
  List<TrainingCosts> trainings() {
    List<TrainingCosts> trainings = new ArrayList<>();
    for (Variants variants : tasks) {
      List<TrainingCosts.Trained> trained = new ArrayList<>();
      for (Variant variant : variants.all()) if (variant.last()) trained.add(trained(variant));
      trainings.add(new TrainingCosts(title(variants), trained));
    }
    return trainings;
  }

  private static TrainingCosts.Trained trained(Variant variant) {
    return isTuned(variant)
        ? new TrainingCosts.Trained(
            variant.name(), new CellTowers(variant.cell()).trainable(), variant.models())
        : new TrainingCosts.Trained(variant.name(), 0, List.of());
  }

  private static boolean isTuned(Variant variant) {
    return variant.step() > 0;
  }

  private static String title(Variants variants) {
    return variants.all().getFirst().task().name() + " " + variants.split();
  }
}
