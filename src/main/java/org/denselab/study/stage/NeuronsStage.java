package org.denselab.study.stage;

import java.util.ArrayList;
import java.util.List;
import org.denselab.dsl.Attribution;
import org.denselab.dsl.Significance;
import org.denselab.study.Stage;
import org.denselab.study.StageExhibits;
import org.denselab.study.StageKey;

/** Holds the active neurons of several models against one another. */
public final class NeuronsStage {
  private static final int VERSION = 1;

  private NeuronsStage() {}

  /**
   * How they are shown and tested.
   *
   * @param over what the arms differ in, such as {@code tuning.kind}
   * @param texts what was embedded
   */
  public record Rules(
      String over, String texts, int bins, double level, int resamples, boolean asPublished) {
    public static Rules of(Attribution settings, Significance significance) {
      return new Rules(
          settings.compare().map(delta -> delta.over()).orElse("the model"),
          settings.texts() == Attribution.Texts.QUERIES ? "queries" : "passages",
          settings.bins(),
          significance.level(),
          significance.resamples(),
          settings.asPublished());
    }
  }

  public static Stage of(List<ModelGroup> groups, Rules rules) {
    var key = new StageKey("neurons", VERSION).with("rules", rules);
    groups.forEach(group -> group.addTo(key));
    return key.stage(
        "active neurons",
        (out, workplace) -> {
          List<NeuronExhibits.Read> read = new ArrayList<>();
          for (ModelGroup group : groups) {
            List<List<NeuronCounts>> arms = new ArrayList<>();
            for (ModelGroup.Arm arm : group.arms()) {
              List<NeuronCounts> seeds = new ArrayList<>();
              for (Stage seed : arm.seeds()) seeds.add(NeuronCounts.read(workplace.folder(seed)));
              arms.add(seeds);
            }
            read.add(new NeuronExhibits.Read(group, arms));
          }
          var exhibits = new NeuronExhibits(rules, read).all();
          StageExhibits.write(out, exhibits);
          return "%,d models".formatted(groups.stream().mapToInt(g -> g.arms().size()).sum());
        });
  }
}
