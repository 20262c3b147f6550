package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.dsl.Probe;
import org.denselab.dsl.Split;
import org.denselab.dsl.StudyCell;
import org.denselab.mining.MiningRules;
import org.denselab.study.ModelGroups.Place;
import org.denselab.study.stage.Arithmetic;
import org.denselab.study.stage.IndexStage;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.ModelGroup;
import org.denselab.study.stage.NegativesStage;
import org.denselab.study.stage.ProbeStage;
import org.denselab.study.stage.ProbesStage;

/** The probes of a study: one for each model, and what holds them against one another. */
final class ProbePlanner {
  private final Catalog catalog;
  private final Map<ProbesStage.Rules, ModelGroups> groups = new LinkedHashMap<>();

  ProbePlanner(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Adds the models of a cell. */
  void add(StudyCell cell, CellPlanner planner) {
    Optional<Probe> probe = cell.study().analysis().probe();
    if (probe.isEmpty()) return;
    checkLayers(cell, planner, probe.get());
    for (int i = 0; i < cell.study().tasks().size(); i++) {
      TaskData task = catalog.task(cell, i);
      if (task.test() instanceof Collection data) add(cell, planner, probe.get(), task, i, data);
    }
  }

  private static void checkLayers(StudyCell cell, CellPlanner planner, Probe probe) {
    int last = planner.models().layers();
    for (int layer : probe.layers())
      if (layer > last)
        throw new BadInput(
            cell.position("analysis.probe.layers")
                + ": layer "
                + layer
                + " of a backbone whose last is "
                + last);
  }

  private void add(
      StudyCell cell,
      CellPlanner planner,
      Probe probe,
      TaskData task,
      int number,
      Collection data) {
    var questions = questions(cell, planner, probe, task, data);
    var place = Place.of(cell, task, probe.compare());
    List<Stage> trained = new ArrayList<>();
    List<Stage> untrained = new ArrayList<>();
    for (long seed : cell.study().seeds()) {
      trained.add(
          stage(
              cell,
              planner,
              probe,
              questions,
              planner.trained(number, seed),
              place.title(place.arm(), cell, seed)));
      untrained.add(
          stage(
              cell,
              planner,
              probe,
              questions,
              planner.models().untrained(seed),
              place.title(ModelGroup.UNTRAINED, cell, seed)));
    }
    var group =
        groups.computeIfAbsent(
            ProbesStage.Rules.of(probe, cell.study().evaluate().significance()),
            _ -> new ModelGroups());
    group.add(place, place.arm(), trained);
    if (probe.controls().contains(Probe.Control.UNTRAINED))
      group.add(place, ModelGroup.UNTRAINED, untrained);
  }

  private static Stage stage(
      StudyCell cell,
      CellPlanner planner,
      Probe probe,
      ProbeStage.Questions questions,
      ModelAt model,
      String title) {
    long texts = 2L * Math.min(probe.examples(), questions.data().corpus().size());
    return ProbeStage.of(
        title,
        model,
        questions,
        probe,
        Arithmetic.of(cell.study()),
        planner.models().cost().encoding(texts, questions.texts().passage().maxLength()));
  }

  private static ProbeStage.Questions questions(
      StudyCell cell, CellPlanner planner, Probe probe, TaskData task, Collection data) {
    List<String> splits = new ArrayList<>();
    List<Stage> negatives = new ArrayList<>();
    var lexical = cell.study().evaluate().lexical();
    for (Split split : probe.splits()) {
      String at = task.task().splits().of(split);
      data.queries(at); // a split that is not there is said before anything runs
      splits.add(at);
      switch (probe.negatives()) {
        case BM25 -> {
          int depth = probe.depth();
          negatives.add(
              NegativesStage.bm25(
                  IndexStage.of(data, Lexicals.analysis(lexical)),
                  new NegativesStage.Split(data, at),
                  Lexicals.bm25(lexical),
                  MiningRules.ofWindow(depth, 1, depth, depth, MiningRules.Pick.TOP, 0)));
        }
        case FILE -> {
          if (!data.bringsNegatives(at))
            throw new BadInput(
                String.format(
                    Locale.ROOT,
                    "%s: %s brings no negatives for its split %s; write negatives: bm25",
                    cell.position("analysis.probe.negatives"),
                    data.name(),
                    at));
        }
      }
    }
    return new ProbeStage.Questions(data, splits, negatives, planner.models().texts(task));
  }

  /** What compares them, once all cells are there. */
  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    groups.forEach((rules, of) -> stages.add(ProbesStage.of(of.all(), rules)));
    return stages;
  }
}
