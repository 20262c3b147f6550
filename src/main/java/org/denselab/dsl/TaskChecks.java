package org.denselab.dsl;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.denselab.dsl.schema.Checked.Findings;

/** Whether one task fits itself and the rest of the study. */
final class TaskChecks {
  // the only data whose kind a name tells; of a path, reading it does
  private static final Set<String> COMPARED = Set.of("atlas/nli", "atlas/sts");

  private final Study study;
  private final Task task;
  private final Findings at;

  TaskChecks(Study study, Task task, Findings at) {
    this.study = study;
    this.task = task;
    this.at = at;
  }

  void run() {
    metric();
    if (task.similarity()) similarity();
    instructions();
    if (!(study.tuning() instanceof Tuning.None) && !onlyTested()) training();
    lengths();
  }

  private void problem(String key, String message) {
    at.problem("tasks." + task.name() + "." + key, message);
  }

  private void metric() {
    String test = task.source().testData();
    boolean compared = COMPARED.contains(test);
    boolean searched = test.startsWith("atlas/") && !compared;
    if (compared && !task.similarity())
      problem("metric", task.metric() + " ranks passages, and " + test + " has none to search");
    if (searched && task.similarity())
      problem("metric", task.metric() + " compares scored pairs, and " + test + " has none");
    if (task.metric().cutoff().orElse(0) > study.evaluate().depth())
      problem("metric", task.metric() + " looks past evaluate.depth " + study.evaluate().depth());
    if (study.select() instanceof Select.Best best) selection(best);
  }

  private void selection(Select.Best best) {
    best.metric()
        .filter(metric -> metric.measure().similarity() != task.similarity())
        .ifPresent(
            metric ->
                at.problem("select.metric", "task " + task.name() + " cannot have " + metric));
  }

  private void instructions() {
    var query = task.query();
    if (query.instructions().isEmpty()) return;
    if (task.similarity())
      problem("query.instructions", "task " + task.name() + " searches nothing: no instruction");
    boolean unseen = study.evaluate().override().instructions() == Evaluate.Instructions.UNSEEN;
    if (unseen && query.unseen().isEmpty())
      problem("query.unseen", "task " + task.name() + " has no unseen instructions to be asked");
    if (unseen && !study.data().instructions())
      at.problem(
          "evaluate.override.instructions",
          "data.instructions is false: no instruction is asked with");
  }

  private void similarity() {
    if (!task.retrievers().equals(List.of(Retriever.DENSE)))
      problem(
          "retrievers",
          "task " + task.name() + " searches nothing: its retrievers can only be [dense]");
    if (task.negatives() instanceof Negatives.Mined
        || task.negatives() instanceof Negatives.Dense
        || task.negatives() instanceof Negatives.Random)
      problem(
          "negatives",
          "task "
              + task.name()
              + " has no passages to mine: its negatives can only be of source file or none");
  }

  /** By a model that learns other tasks. */
  private boolean onlyTested() {
    return !task.learned() && !(study.mixture() instanceof Mixture.Single);
  }

  private void training() {
    if (!task.learned())
      at.problem(
          "tasks." + task.name(),
          "task "
              + task.name()
              + " has nothing to train on: give train, or tuning.kind none, or have it tested by a"
              + " model of other tasks: mixture.kind joint");
    if (study.train().loss() instanceof Loss.Triplet triplet
        && !triplet.inBatch()
        && task.negatives().keep() == 0)
      at.problem(
          "tasks." + task.name(),
          "train.loss: triplet compares with hard negatives, and task "
              + task.name()
              + " has none: give negatives, or let the batch count by"
              + " train.loss: {kind: triplet, in_batch: true}");
    boolean others = task.inBatch() && study.train().batch() > 1;
    if (!others && task.negatives().keep() == 0)
      at.problem(
          "tasks." + task.name(),
          "task " + task.name() + " has no negatives: none in the batch, none mined");
    refresh();
  }

  /** Negatives that are mined again along the way. */
  private void refresh() {
    int every = task.negatives() instanceof Negatives.Dense dense ? dense.refresh() : 0;
    if (every == 0) return;
    boolean shared = task.negatives().equals(study.negatives());
    String path = (shared ? "" : "tasks." + task.name() + ".") + "negatives.refresh";
    int steps = study.train().steps();
    if (every >= steps)
      at.problem(
          path,
          "negatives.refresh %d: the training of %d steps is over before negatives are mined anew"
              .formatted(every, steps));
    if (!(study.mixture() instanceof Mixture.Single))
      at.problem(
          path, "negatives are refreshed in a training on one task: write mixture: {kind: single}");
  }

  private void lengths() {
    if (study.backbone().isEmpty()) return;
    var towers = study.backbone().get().towers();
    var override = study.evaluate().override();
    longest(towers.getFirst())
        .ifPresent(
            longest -> {
              if (task.query().length() > longest)
                problem("query.length", past("query", task.query().length(), longest));
              override.queryLength().ifPresent(length -> override("query", length, longest));
            });
    longest(towers.getLast())
        .ifPresent(
            longest -> {
              if (task.passage().length() > longest)
                problem("passage.length", past("passage", task.passage().length(), longest));
              override.passageLength().ifPresent(length -> override("passage", length, longest));
            });
  }

  private void override(String what, int length, int longest) {
    if (length > longest)
      at.problem(
          "evaluate.override." + what + "_length",
          "evaluate.override.%s_length %d is more than max_position_embeddings %d; the longest is %d"
              .formatted(what, length, longest, longest));
  }

  /** What a preset says; what a folder says is known when it is read. */
  private static Optional<Integer> longest(Backbone.Tower tower) {
    return tower instanceof Backbone.Preset preset
        ? Optional.of(preset.architecture().longest())
        : Optional.empty();
  }

  private String past(String what, int length, int longest) {
    return what
        + " length "
        + length
        + " of task "
        + task.name()
        + " is more than max_position_embeddings "
        + longest;
  }
}
