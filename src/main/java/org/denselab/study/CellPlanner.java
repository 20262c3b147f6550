package org.denselab.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongFunction;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.data.Pairs;
import org.denselab.dsl.Evaluate;
import org.denselab.dsl.Retriever;
import org.denselab.dsl.Split;
import org.denselab.dsl.StandIn;
import org.denselab.dsl.Study;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Words;
import org.denselab.eval.Metric;
import org.denselab.study.stage.Arithmetic;
import org.denselab.study.stage.EvaluateStage;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.SimilarityStage;

/** Turns one cell of a study into rows. */
final class CellPlanner {
  private final StudyCell cell;
  private final Study study;
  private final Catalog catalog;
  private final ModelPlanner models;
  private final TunedModels tuned;
  private final Titles titles;

  CellPlanner(StudyCell cell, Catalog catalog) {
    this.cell = cell;
    this.study = cell.study();
    this.catalog = catalog;
    this.models = new ModelPlanner(cell, catalog);
    this.tuned = new TunedModels(cell.asTrained(), catalog);
    this.titles = new Titles(cell);
  }

  ModelPlanner models() {
    return models;
  }

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < study.tasks().size(); i++) {
      TaskData task = catalog.task(cell, i);
      for (Split split : study.evaluate().splits()) rows.addAll(rows(task, i, split));
    }
    return rows;
  }

  private List<Row> rows(TaskData task, int number, Split split) {
    List<Metric> metrics = metrics(task, number);
    return switch (task.at(split)) {
      case Collection data -> retrieval(task, number, split, data, metrics);
      case Pairs pairs -> similarity(task, number, split, pairs, metrics);
      case null ->
          throw new BadInput(
              cell.position("evaluate.splits")
                  + ": task "
                  + task.name()
                  + " has scored pairs to test on and none for dev: give its dev, or leave dev out"
                  + " of evaluate.splits");
    };
  }

  private List<Row> retrieval(
      TaskData task, int number, Split split, Collection data, List<Metric> metrics) {
    for (Metric metric : metrics) metric.checkAgainst(data.corpus().size());
    var evaluate = study.evaluate();
    String at = task.task().splits().of(split);
    data.queries(at); // a split that is not there is said before anything runs
    var lexical = new LexicalSearches(cell, models, task, number, metrics.getFirst());
    List<Row> rows = new ArrayList<>();
    for (Retriever retriever : task.task().retrievers()) {
      String name = retriever.name().toLowerCase(Locale.ROOT);
      LongFunction<List<Stage>> search =
          switch (retriever) {
            case BM25 -> once(lexical.bm25(data, at));
            case BM25_TUNED -> once(lexical.tuned(data, at));
            case BM25_CUT -> once(lexical.cut(data, at, new TokenizerPlanner(cell, catalog)));
            case DENSE -> seed -> dense(task, number, seed, data, at);
            case HYBRID -> hybrid(lexical, task, number, data, at);
          };
      rows.add(row(task, split, name, data, at, metrics, search));
    }
    for (Path checkpoint : evaluate.checkpoints())
      rows.add(checkpoint(task, split, data, at, metrics, checkpoint));
    for (Evaluate.Control control : evaluate.controls())
      control(control, task, data, at)
          .ifPresent(
              search -> rows.add(row(task, split, Words.of(control), data, at, metrics, search)));
    return rows;
  }

  private static LongFunction<List<Stage>> once(Stage search) {
    return _ -> List.of(search);
  }

  private List<Stage> dense(TaskData task, int number, long seed, Collection data, String at) {
    return models.searches(trained(number, seed), task, data, at, title(task, seed));
  }

  private LongFunction<List<Stage>> hybrid(
      LexicalSearches lexical, TaskData task, int number, Collection data, String at) {
    Stage bm25 = lexical.bm25(data, at);
    var fusion = lexical.fusion(seed -> trained(number, seed), titles.of(task.name()));
    return seed ->
        dense(task, number, seed, data, at).stream()
            .map(dense -> lexical.fused(title(task, seed), bm25, dense, fusion))
            .toList();
  }

  /** How a control searches; empty where it cannot be had. */
  private Optional<LongFunction<List<Stage>>> control(
      Evaluate.Control control, TaskData task, Collection data, String at) {
    return switch (control) {
      case UNTRAINED ->
          Optional.of(
              seed ->
                  models.searches(
                      models.untrained(seed), task, data, at, "untrained, " + title(task, seed)));
      case EMBEDDINGS, EMBEDDINGS_IDF, TRAINING_QUERIES ->
          new UnlearnedControls(cell, models.towers())
              .search(control, task, data, at)
              .map(search -> seed -> List.of(search.apply(seed)));
    };
  }

  /** A model of an earlier run, its texts written as it was trained. */
  private Row checkpoint(
      TaskData task, Split split, Collection data, String at, List<Metric> metrics, Path folder) {
    ModelAt model = models.given(folder);
    var texts = StandIn.is(folder.toString()) ? models.texts(task) : models.templates(folder);
    Path absolute = folder.toAbsolutePath().normalize();
    int names = absolute.getNameCount();
    String name = absolute.subpath(Math.max(0, names - 2), names).toString();
    List<Stage> search =
        new DenseSearches(study, data, at).of(name, model, List.of(texts), Stage.Estimate.LITTLE);
    Row row = row(task, split, "dense", data, at, metrics, _ -> search);
    return row.with(RowMerge.CHECKPOINT, name);
  }

  private Row row(
      TaskData task,
      Split split,
      String retriever,
      Collection data,
      String at,
      List<Metric> metrics,
      LongFunction<List<Stage>> search) {
    return row(
        task,
        split,
        retriever,
        seed ->
            EvaluateStage.of(
                retriever + ", " + title(task, seed),
                search.apply(seed),
                data,
                at,
                metrics,
                study.evaluate().dropIdenticalIds()));
  }

  private Row row(TaskData task, Split split, String retriever, LongFunction<Stage> evaluation) {
    List<Stage> evaluations = study.seeds().stream().map(evaluation::apply).toList();
    return new Row(
        cell.axes(),
        task,
        split,
        retriever,
        models.towers().size(),
        models.towers().family(),
        evaluations);
  }

  private List<Row> similarity(
      TaskData task, int number, Split split, Pairs pairs, List<Metric> metrics) {
    List<Row> rows = new ArrayList<>();
    for (Retriever retriever : task.task().retrievers())
      if (retriever != Retriever.DENSE)
        throw new BadInput(
            cell.position("tasks." + number + ".retrievers")
                + ": scored pairs are compared by embeddings only; write retrievers: [dense]");
    rows.add(similarityRow(task, split, "dense", pairs, metrics, seed -> trained(number, seed)));
    var unlearned = new UnlearnedControls(cell, models.towers());
    for (Evaluate.Control control : study.evaluate().controls())
      if (control == Evaluate.Control.UNTRAINED)
        rows.add(similarityRow(task, split, "untrained", pairs, metrics, models::untrained));
      else
        unlearned
            .comparison(control, pairs, metrics)
            .ifPresent(compare -> rows.add(row(task, split, Words.of(control), compare)));
    return rows;
  }

  private Row similarityRow(
      TaskData task,
      Split split,
      String retriever,
      Pairs pairs,
      List<Metric> metrics,
      LongFunction<ModelAt> model) {
    return row(
        task,
        split,
        retriever,
        seed ->
            SimilarityStage.of(
                retriever + ", " + title(task, seed),
                model.apply(seed).ofQueries(),
                pairs,
                models.texts(task),
                Arithmetic.of(study),
                metrics));
  }

  /** The model that a task is evaluated with. */
  ModelAt trained(int number, long seed) {
    return tuned.selected(number, seed);
  }

  /** The same at each of its checkpoints, by step. */
  SortedMap<Integer, ModelAt> course(int number, long seed) {
    return tuned.course(number, seed);
  }

  /** Looks at how the tasks of a joint run pull, for the first seed. */
  List<Stage> conflicts() {
    return tuned.conflicts();
  }

  private List<Metric> metrics(TaskData task, int number) {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(metric(task.task().metric(), "tasks." + number + ".metric"));
    for (var also : study.evaluate().also())
      if (also.measure().similarity() == task.task().similarity()) {
        Metric metric = metric(also, "evaluate.also");
        if (!metrics.contains(metric)) metrics.add(metric);
      }
    return metrics;
  }

  private Metric metric(org.denselab.dsl.Metric metric, String path) {
    try {
      return Metric.parse(metric.toString());
    } catch (BadInput e) {
      throw new BadInput(cell.position(path) + ": " + e.getMessage(), e);
    }
  }

  private String title(TaskData task, long seed) {
    return titles.of(task.name(), seed);
  }
}
