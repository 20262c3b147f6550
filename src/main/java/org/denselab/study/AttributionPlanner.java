package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.Attribution;
import org.denselab.dsl.StudyCell;
import org.denselab.study.stage.AttributionStage;
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
    for (Subject subject : Subject.of(cell, planner, catalog)) add(subject, attribution.get());
  }

  private void add(Subject subject, Attribution settings) {
    List<String> splits = settings.splits().stream().map(subject::at).toList();
    var source = new AttributionStage.Source(subject.data(), splits, subject.texts());
    boolean queries = settings.texts() == Attribution.Texts.QUERIES;
    var template = queries ? source.texts().query() : source.texts().passage();
    var estimate = subject.cost().attributing(settings, template.maxLength());
    groups
        .computeIfAbsent(
            NeuronsStage.Rules.of(settings, subject.cell().study().evaluate().significance()),
            _ -> new ModelGroups())
        .add(
            subject,
            settings.compare(),
            settings.untrained(),
            (title, model) ->
                AttributionStage.of(
                    title, model, source, settings, subject.arithmetic(), estimate));
  }

  /** What compares them, once all cells are there. */
  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    groups.forEach((rules, of) -> stages.add(NeuronsStage.of(of.all(), rules)));
    return stages;
  }
}
