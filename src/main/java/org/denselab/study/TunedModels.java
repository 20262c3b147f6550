package org.denselab.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.denselab.dsl.Conflict;
import org.denselab.dsl.Mixture;
import org.denselab.dsl.Select;
import org.denselab.dsl.Study;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Train;
import org.denselab.dsl.Tuning;
import org.denselab.eval.Metric;
import org.denselab.study.stage.ChoiceStage;
import org.denselab.study.stage.ChoiceStage.Candidate;
import org.denselab.study.stage.ChoiceStage.Score;
import org.denselab.study.stage.JointStage;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.Setting;

/**
 * The fine-tuned models of one cell: the checkpoints of each run, and the one of them that is
 * evaluated. What is chosen on dev is a stage of its own, which reads dev's scores alone; the model
 * it chose is the only one that anything else is made from.
 */
final class TunedModels {
  private final StudyCell cell;
  private final Study study;
  private final Catalog catalog;
  private final ModelPlanner models;
  private final Titles titles;
  private final List<TunedModels> rivals;
  private final Map<Of, Tuned> tuned = new HashMap<>();

  /**
   * @param cell as it is trained: a model is chosen before evaluation departs from that
   */
  TunedModels(StudyCell cell, Catalog catalog) {
    this.cell = cell;
    this.study = cell.study();
    this.catalog = catalog;
    this.models = new ModelPlanner(cell, catalog);
    this.titles = new Titles(cell);
    this.rivals = cell.rivals().stream().map(rival -> new TunedModels(rival, catalog)).toList();
  }

  /** A seed's run on one task, or on all that are learned together; tasks by their numbers. */
  private record Of(List<Integer> tasks, long seed) {}

  /**
   * A run, or what was chosen of several.
   *
   * @param course its checkpoints by step
   * @param selected the one that is evaluated
   * @param scores of that one on dev, where dev chooses
   */
  private record Tuned(SortedMap<Integer, ModelAt> course, ModelAt selected, List<Score> scores) {}

  /** The model that a task is evaluated with. */
  ModelAt selected(int number, long seed) {
    if (study.tuning() instanceof Tuning.None) return models.start(seed);
    return tuned(new Of(tasks(number), seed)).selected();
  }

  /** The same run at each of its checkpoints, by step. */
  SortedMap<Integer, ModelAt> course(int number, long seed) {
    return tuned(new Of(tasks(number), seed)).course();
  }

  /** Looks at how the tasks of a joint run pull, for the first seed. */
  List<Stage> conflicts() {
    long seed = study.seeds().getFirst();
    if (study.mixture() instanceof Mixture.Single) return List.of();
    List<Stage> conflicts = new ArrayList<>();
    for (Conflict conflict : study.analysis().conflict().stream().toList())
      conflicts.add(
          joint(seed).conflict(course(0, seed), seed, title(new Of(tasks(0), seed)), conflict));
    return conflicts;
  }

  private List<Integer> tasks(int number) {
    return study.mixture() instanceof Mixture.Single ? List.of(number) : study.learned();
  }

  private Tuned tuned(Of of) {
    if (!tuned.containsKey(of)) tuned.put(of, make(of));
    return tuned.get(of);
  }

  private Tuned make(Of of) {
    if (study.select() instanceof Select.Best best && !rivals.isEmpty()) return chosen(of, best);
    var course = course(of, Setting.said(study.train()), Setting.said(study.tuning()));
    return switch (study.select()) {
      case Select.Last _ -> new Tuned(course, course.get(course.lastKey()), List.of());
      case Select.At(int step) -> new Tuned(course, course.get(step * times()), List.of());
      case Select.Best best -> best(of, course, best);
    };
  }

  /** The checkpoints of a run. */
  private SortedMap<Integer, ModelAt> course(Of of, Setting<Train> train, Setting<Tuning> tuning) {
    Stage run =
        study.mixture() instanceof Mixture.Single
            ? new RunPlanner(cell, models, train, tuning)
                .run(data(of.tasks().getFirst()), of.tasks().getFirst(), of.seed(), title(of))
            : joint(of.seed()).run(of.seed(), title(of), train, tuning);
    var course = new TreeMap<Integer, ModelAt>();
    for (int step : study.train().checkpoints())
      course.put(step * times(), models.checkpoint(run, step * times()));
    return course;
  }

  /** The best checkpoint of a run. */
  private Tuned best(Of of, SortedMap<Integer, ModelAt> course, Select.Best best) {
    List<Candidate> candidates = new ArrayList<>();
    candidates(course, best)
        .forEach(
            (step, model) ->
                candidates.add(
                    new Candidate(
                        Integer.toString(step),
                        scores(model, of, best, title(of) + ", step " + step))));
    if (candidates.size() == 1)
      return new Tuned(course, course.get(course.lastKey()), candidates.getFirst().scores());
    Stage choice = ChoiceStage.of(title(of), "step", candidates);
    return new Tuned(
        course,
        new ModelAt.Chosen(choice, List.copyOf(course.values())),
        List.of(new ChoiceStage.Best(choice, ChoiceStage.by(candidates))));
  }

  private static SortedMap<Integer, ModelAt> candidates(
      SortedMap<Integer, ModelAt> course, Select.Best best) {
    return switch (best.checkpoint()) {
      case BEST -> course;
      case LAST -> course.tailMap(course.lastKey());
    };
  }

  private List<Score> scores(ModelAt model, Of of, Select.Best best, String title) {
    var dev = new DevScores(cell, models, best.split(), "select");
    List<Score> scores = new ArrayList<>();
    for (int number : of.tasks()) {
      TaskData task = data(number);
      var metric = Metric.parse(best.metric().orElse(task.task().metric()).toString());
      String which = of.tasks().size() == 1 ? title : task.name() + " of " + title;
      scores.add(dev.of(model, task, number, metric, which));
    }
    return scores;
  }

  /** The best of the cells that are trained for this one. */
  private Tuned chosen(Of of, Select.Best best) {
    Stage choice = choice(of, best);
    if (!best.seeds().contains(of.seed())) {
      var train = Setting.chosen(choice, all(Study::train));
      return best(of, course(of, train, Setting.chosen(choice, all(Study::tuning))), best);
    }
    List<Tuned> trained = rivals.stream().map(rival -> rival.tuned(of)).toList();
    var course = new TreeMap<Integer, ModelAt>();
    for (int step : trained.getFirst().course().keySet())
      course.put(
          step,
          new ModelAt.Chosen(choice, trained.stream().map(t -> t.course().get(step)).toList()));
    var selected = new ModelAt.Chosen(choice, trained.stream().map(Tuned::selected).toList());
    return new Tuned(course, selected, List.of());
  }

  private <T> List<T> all(Function<Study, T> part) {
    return cell.rivals().stream().map(rival -> part.apply(rival.study())).toList();
  }

  /** One choice for all seeds. */
  private Stage choice(Of of, Select.Best best) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < rivals.size(); i++) {
      List<Score> scores = new ArrayList<>();
      for (long seed : best.seeds())
        scores.addAll(rivals.get(i).tuned(new Of(of.tasks(), seed)).scores());
      var axes = cell.rivals().get(i).axes();
      candidates.add(
          new Candidate(String.join(", ", best.over().stream().map(axes::get).toList()), scores));
    }
    return ChoiceStage.of(titles.of(what(of)), String.join(", ", best.over()), candidates);
  }

  private JointPlanner joint(long seed) {
    return new JointPlanner(cell, catalog, models, i -> negatives(i, seed));
  }

  private Stage negatives(int number, long seed) {
    return new NegativesPlanner(cell, models).of(data(number), number, seed);
  }

  private TaskData data(int number) {
    return catalog.task(cell, number);
  }

  private int times() {
    return study.mixture() instanceof Mixture.Single
        ? 1
        : JointStage.times(study.mixture(), study.learned().size());
  }

  private String title(Of of) {
    return titles.of(what(of), of.seed());
  }

  private String what(Of of) {
    return of.tasks().size() == 1
        ? study.tasks().get(of.tasks().getFirst()).name()
        : of.tasks().size() + " tasks";
  }
}
