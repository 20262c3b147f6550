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
import org.denselab.dsl.Report;
import org.denselab.dsl.Split;
import org.denselab.dsl.StudyCell;
import org.denselab.mining.MiningRules;
import org.denselab.study.stage.Arithmetic;
import org.denselab.study.stage.IndexStage;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.NegativesStage;
import org.denselab.study.stage.ProbeStage;
import org.denselab.study.stage.ProbesStage;

/** The probes of a study: one for each model, and what holds them against one another. */
final class ProbePlanner {
  private final Catalog catalog;
  private final Map<ProbesStage.Rules, Map<String, Gathered>> groups = new LinkedHashMap<>();

  /** Arms of a group so far, by name. */
  private record Gathered(Optional<Report.Delta> compare, Map<String, List<Stage>> arms) {}

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
    var questions = questions(cell, probe, task, data);
    Map<String, String> axes = new LinkedHashMap<>(cell.axes());
    Optional<Report.Delta> compare = probe.compare();
    String arm = compare.map(delta -> axes.remove(delta.over())).orElse("probe");
    var name = new StringBuilder(task.name());
    axes.values().forEach(value -> name.append(' ').append(value));
    var gathered =
        groups
            .computeIfAbsent(
                ProbesStage.Rules.of(probe, cell.study().evaluate().significance()),
                _ -> new LinkedHashMap<>())
            .computeIfAbsent(name.toString(), _ -> new Gathered(compare, new LinkedHashMap<>()));
    List<Stage> trained = new ArrayList<>();
    List<Stage> untrained = new ArrayList<>();
    for (long seed : cell.study().seeds()) {
      String at = cell.study().seeds().size() == 1 ? "" : ", seed " + seed;
      trained.add(
          stage(
              cell, planner, probe, questions, planner.model(task, number, seed), name, arm + at));
      untrained.add(
          stage(
              cell,
              planner,
              probe,
              questions,
              planner.models().untrained(seed),
              name,
              "untrained" + at));
    }
    gathered.arms().put(arm, trained);
    // a backbone without training is its own control
    if (probe.controls().contains(Probe.Control.UNTRAINED) && !untrained.equals(trained))
      gathered.arms().putIfAbsent("untrained", untrained);
  }

  private static Stage stage(
      StudyCell cell,
      CellPlanner planner,
      Probe probe,
      ProbeStage.Questions questions,
      ModelAt model,
      CharSequence group,
      String arm) {
    long texts = 2L * Math.min(probe.examples(), questions.data().corpus().size());
    return ProbeStage.of(
        group + ", " + arm,
        model,
        questions,
        probe,
        Arithmetic.of(cell.study()),
        planner.models().cost().encoding(texts, questions.texts().passage().maxLength()));
  }

  private ProbeStage.Questions questions(
      StudyCell cell, Probe probe, TaskData task, Collection data) {
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
    return new ProbeStage.Questions(
        data, splits, negatives, new ModelPlanner(cell, catalog).texts(task));
  }

  /** What compares them, once all cells are there. */
  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    groups.forEach(
        (rules, byName) -> {
          List<ProbesStage.Group> all = new ArrayList<>();
          byName.forEach((name, gathered) -> all.add(group(name, gathered)));
          stages.add(ProbesStage.of(all, rules));
        });
    return stages;
  }

  private static ProbesStage.Group group(String name, Gathered gathered) {
    List<ProbesStage.Arm> arms = new ArrayList<>();
    gathered.arms().forEach((arm, seeds) -> arms.add(new ProbesStage.Arm(arm, seeds)));
    String baseline = gathered.compare().map(Report.Delta::baseline).orElse("");
    int base = arms.stream().map(ProbesStage.Arm::name).toList().indexOf(baseline);
    return new ProbesStage.Group(name, arms, base);
  }
}
