package org.denselab.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.denselab.dsl.Report;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.ModelGroup;

/** Models of a study's cells by what they have in common, to be held against one another. */
final class ModelGroups {
  private final Map<String, Gathered> byName = new LinkedHashMap<>();

  /** Arms of a group so far, by name. */
  private record Gathered(Optional<Report.Delta> compare, Map<String, List<Stage>> arms) {}

  /** Makes what looks into a model. */
  interface Look {
    Stage at(String title, ModelAt model);
  }

  /** A cell's place: the group that it is in, and what it is called there. */
  private record Place(String group, String arm) {
    static Place of(Subject subject, Optional<Report.Delta> compare) {
      var axes = new LinkedHashMap<>(subject.cell().axes());
      String arm = compare.map(delta -> axes.remove(delta.over())).orElse("model");
      var name = new StringBuilder(subject.task().name());
      axes.values().forEach(value -> name.append(' ').append(value));
      return new Place(name.toString(), arm);
    }
  }

  /**
   * Adds a cell's model, a stage a seed; an arm of that name that is there already stays.
   *
   * @param compare what tells the arms of a group apart
   * @param untrained whether the model as it was before any training is an arm too
   */
  void add(Subject subject, Optional<Report.Delta> compare, boolean untrained, Look look) {
    var place = Place.of(subject, compare);
    Map<String, List<Stage>> arms =
        byName
            .computeIfAbsent(place.group(), _ -> new Gathered(compare, new LinkedHashMap<>()))
            .arms();
    arms.putIfAbsent(place.arm(), stages(subject, place, place.arm(), subject::trained, look));
    if (untrained)
      arms.putIfAbsent(
          ModelGroup.UNTRAINED,
          stages(subject, place, ModelGroup.UNTRAINED, subject::untrained, look));
  }

  private static List<Stage> stages(
      Subject subject, Place place, String arm, LongFunction<ModelAt> models, Look look) {
    List<Long> seeds = subject.cell().study().seeds();
    List<Stage> stages = new ArrayList<>();
    for (long seed : seeds)
      stages.add(
          look.at(place.group() + ", " + arm + Titles.seed(seeds, seed), models.apply(seed)));
    return stages;
  }

  List<ModelGroup> all() {
    List<ModelGroup> groups = new ArrayList<>();
    byName.forEach(
        (name, gathered) -> {
          List<ModelGroup.Arm> arms = new ArrayList<>();
          // a backbone without training is its own control
          if (Collections.frequency(
                  gathered.arms().values(), gathered.arms().get(ModelGroup.UNTRAINED))
              > 1) gathered.arms().remove(ModelGroup.UNTRAINED);
          gathered.arms().forEach((arm, seeds) -> arms.add(new ModelGroup.Arm(arm, seeds)));
          String baseline = gathered.compare().map(Report.Delta::baseline).orElse("");
          int base = arms.stream().map(ModelGroup.Arm::name).toList().indexOf(baseline);
          groups.add(new ModelGroup(name, arms, base));
        });
    return groups;
  }
}
