package org.denselab.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.Report;
import org.denselab.dsl.StudyCell;
import org.denselab.study.stage.ModelGroup;

/** Models of a study's cells by what they have in common, to be held against one another. */
final class ModelGroups {
  private final Map<String, Gathered> byName = new LinkedHashMap<>();

  /** Arms of a group so far, by name. */
  private record Gathered(Optional<Report.Delta> compare, Map<String, List<Stage>> arms) {}

  /** A cell's place: the group that it is in, and what it is called there. */
  record Place(String group, String arm, Optional<Report.Delta> compare) {
    static Place of(StudyCell cell, TaskData task, Optional<Report.Delta> compare) {
      var axes = new LinkedHashMap<>(cell.axes());
      String arm = compare.map(delta -> axes.remove(delta.over())).orElse("model");
      var name = new StringBuilder(task.name());
      axes.values().forEach(value -> name.append(' ').append(value));
      return new Place(name.toString(), arm, compare);
    }

    /** What a stage of the arm is called. */
    String title(String arm, StudyCell cell, long seed) {
      String at = cell.study().seeds().size() == 1 ? "" : ", seed " + seed;
      return group + ", " + arm + at;
    }
  }

  /** Adds a model, a stage a seed; an arm of that name that is there already stays. */
  void add(Place place, String arm, List<Stage> seeds) {
    byName
        .computeIfAbsent(place.group(), _ -> new Gathered(place.compare(), new LinkedHashMap<>()))
        .arms()
        .putIfAbsent(arm, seeds);
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
