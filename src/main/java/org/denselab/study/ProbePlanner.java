package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.dsl.Head;
import org.denselab.dsl.Probe;
import org.denselab.dsl.Split;
import org.denselab.dsl.StudyCell;
import org.denselab.mining.MiningRules;
import org.denselab.study.stage.BackboneStage;
import org.denselab.study.stage.IndexStage;
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
    Optional<Probe> asked = cell.study().analysis().probe();
    if (asked.isEmpty()) return;
    checkLayers(cell, planner, asked.get());
    Probe probe = asked.get().with(pooling(cell, asked.get()));
    for (Subject subject : Subject.of(cell, planner, catalog)) add(subject, probe);
  }

  /** Which vectors are looked at in each layer: what the backbone pools by, where that is asked. */
  private static List<Head.Pooling> pooling(StudyCell cell, Probe probe) {
    Set<Head.Pooling> pooling = new LinkedHashSet<>();
    for (Head.Pooling one : probe.pooling())
      switch (one) {
        case AUTO -> {
          for (var tower : cell.study().backbone().orElseThrow().towers())
            pooling.add(Head.Pooling.valueOf(BackboneStage.head(tower).pooling().name()));
        }
        case POOLER ->
            throw new BadInput(
                cell.position("analysis.probe.pooling")
                    + ": the pooler reads the last layer, and a probe looks at each: write"
                    + " analysis.probe.pooling: [cls]");
        case CLS, MEAN, LAST -> pooling.add(one);
      }
    return List.copyOf(pooling);
  }

  private static void checkLayers(StudyCell cell, CellPlanner planner, Probe probe) {
    var towers = planner.models().towers().all().stream().map(t -> t.cost().config()).toList();
    var query = towers.getFirst();
    var passage = towers.getLast();
    if (query.layers() != passage.layers() || query.hiddenSize() != passage.hiddenSize())
      throw new BadInput(
          "%s: a probe reads both towers at one layer, and the queries' has %d of width %d, the passages' %d of width %d"
              .formatted(
                  cell.position("analysis.probe"),
                  query.layers(),
                  query.hiddenSize(),
                  passage.layers(),
                  passage.hiddenSize()));
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

  private void add(Subject subject, Probe probe) {
    var questions = questions(subject, probe);
    long texts = 2L * Math.min(probe.examples(), subject.data().corpus().size());
    int length = questions.texts().passage().maxLength();
    var estimate = subject.cost().encoding(texts, length, length);
    groups
        .computeIfAbsent(
            ProbesStage.Rules.of(probe, subject.cell().study().evaluate().significance()),
            _ -> new ModelGroups())
        .add(
            subject,
            probe.compare(),
            probe.controls().contains(Probe.Control.UNTRAINED),
            (title, model) ->
                ProbeStage.of(title, model, questions, probe, subject.arithmetic(), estimate));
  }

  private static ProbeStage.Questions questions(Subject subject, Probe probe) {
    Collection data = subject.data();
    StudyCell cell = subject.cell();
    List<String> splits = new ArrayList<>();
    List<Stage> negatives = new ArrayList<>();
    var lexical = cell.study().evaluate().lexical();
    for (Split split : probe.splits()) {
      String at = subject.at(split);
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
    return new ProbeStage.Questions(data, splits, negatives, subject.texts());
  }

  /** What compares them, once all cells are there. */
  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    groups.forEach((rules, of) -> stages.add(ProbesStage.of(of.all(), rules)));
    return stages;
  }
}
