package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.data.Collection;
import org.denselab.dsl.Attribution;
import org.denselab.dsl.Split;
import org.denselab.dsl.StudyCell;
import org.denselab.study.ModelGroups.Place;
import org.denselab.study.stage.Arithmetic;
import org.denselab.study.stage.AttributionStage;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.ModelGroup;
import org.denselab.study.stage.NeuronsStage;

/** The attributions of a study: one for each model, and what holds them against one another. */
final class AttributionPlanner {
  private final Catalog catalog;
  private final Map<NeuronsStage.Rules, ModelGroups> groups = new LinkedHashMap<>();

  AttributionPlanner(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Adds the models of a cell. */
  void add(StudyCell cell, CellPlanner planner) {
    Optional<Attribution> attribution = cell.study().analysis().attribution();
    if (attribution.isEmpty()) return;
    for (int i = 0; i < cell.study().tasks().size(); i++) {
      TaskData task = catalog.task(cell, i);
      if (task.test() instanceof Collection data)
        add(cell, planner, attribution.get(), task, i, data);
    }
  }

  private void add(
      StudyCell cell,
      CellPlanner planner,
      Attribution settings,
      TaskData task,
      int number,
      Collection data) {
    List<String> splits = new ArrayList<>();
    for (Split split : settings.splits()) {
      String at = task.task().splits().of(split);
      data.queries(at); // a split that is not there is said before anything runs
      splits.add(at);
    }
    var source = new AttributionStage.Source(data, splits, planner.models().texts(task));
    var place = Place.of(cell, task, settings.compare());
    List<Stage> trained = new ArrayList<>();
    List<Stage> untrained = new ArrayList<>();
    for (long seed : cell.study().seeds()) {
      trained.add(
          stage(
              cell,
              planner,
              settings,
              source,
              planner.trained(number, seed),
              place.title(place.arm(), cell, seed)));
      untrained.add(
          stage(
              cell,
              planner,
              settings,
              source,
              planner.models().untrained(seed),
              place.title(ModelGroup.UNTRAINED, cell, seed)));
    }
    var group =
        groups.computeIfAbsent(
            NeuronsStage.Rules.of(settings, cell.study().evaluate().significance()),
            _ -> new ModelGroups());
    group.add(place, place.arm(), trained);
    if (settings.untrained()) group.add(place, ModelGroup.UNTRAINED, untrained);
  }

  private static Stage stage(
      StudyCell cell,
      CellPlanner planner,
      Attribution settings,
      AttributionStage.Source source,
      ModelAt model,
      String title) {
    boolean queries = settings.texts() == Attribution.Texts.QUERIES;
    var template = queries ? source.texts().query() : source.texts().passage();
    return AttributionStage.of(
        title,
        model,
        source,
        settings,
        Arithmetic.of(cell.study()),
        planner.models().cost().attributing(settings, template.maxLength()));
  }

  /** What compares them, once all cells are there. */
  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    groups.forEach((rules, of) -> stages.add(NeuronsStage.of(of.all(), rules)));
    return stages;
  }
}
