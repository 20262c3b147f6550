package org.denselab.dsl;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.denselab.dsl.schema.Checked.Findings;
import org.denselab.dsl.schema.Nearest;

/** Whether the sections of one cell fit each other. */
final class StudyChecks {
  private final Study study;
  private final Findings at;

  StudyChecks(Study study, Findings at) {
    this.study = study;
    this.at = at;
  }

  void run() {
    Set<String> names = new HashSet<>();
    for (Task task : study.tasks()) {
      if (!names.add(task.name())) at.problem("tasks", "two tasks are called " + task.name());
      new TaskChecks(study, task, at).run();
    }
    backbone();
    poolInstruction();
    attention();
    pretraining();
    memory();
    mixture();
    evaluation();
    if (study.select() instanceof Select.At chosen
        && !study.train().checkpoints().contains(chosen.step()))
      at.problem(
          "select.step",
          "no checkpoint is kept at step %d: train.checkpoints has %s"
              .formatted(chosen.step(), study.train().checkpoints()));
    if (study.select() instanceof Select.Best best) selection(best);
    if (study.precision() == Precision.BF16 && study.engine() == Engine.SAMEDIFF)
      at.problem("precision", "precision: bf16 needs engine: plan; engine: samediff is fp32 alone");
  }

  private void selection(Select.Best best) {
    for (long seed : best.seeds())
      if (!study.seeds().contains(seed))
        at.problem(
            "select.seeds", "select.seeds has %d, and seeds has %s".formatted(seed, study.seeds()));
    best.metric()
        .filter(metric -> metric.cutoff().orElse(0) > study.evaluate().depth())
        .ifPresent(metric -> at.problem("select.metric", beyond(metric)));
    if (best.seeds().isEmpty()) at.problem("select.seeds", "no seed is left to choose by");
    if (best.over().isEmpty() && best.checkpoint() == Select.Checkpoint.LAST)
      at.problem(
          "select.checkpoint",
          "last leaves nothing to choose, as select.over names no swept key: write rule: last");
    else if (best.over().isEmpty()
        && study.train().checkpoints().size() == 1
        && !(study.tuning() instanceof Tuning.None))
      at.problem(
          "select.rule",
          "there is nothing to choose: train.checkpoints has one step, and select.over names no"
              + " swept key");
    if (best.over().isEmpty() && !best.seeds().equals(study.seeds()))
      at.problem(
          "select.seeds",
          "nothing reads select.seeds: select.over is empty, and each run chooses its own"
              + " checkpoint");
  }

  private void memory() {
    if (study.memory().isEmpty()) return;
    if (study.engine() == Engine.SAMEDIFF)
      at.problem("memory", "memory is kept by engine plan, and engine is samediff");
    boolean trains =
        !(study.tuning() instanceof Tuning.None)
            || study.backbone().flatMap(Backbone::pretrain).isPresent();
    if (!trains) at.problem("memory", "nothing reads memory: nothing is trained");
  }

  private void mixture() {
    if (study.mixture() instanceof Mixture.Single) return;
    if (study.tuning() instanceof Tuning.None)
      at.problem(
          "mixture", "nothing reads mixture: tuning.kind is none, so that nothing is trained");
    int learned = study.learned().size();
    if (learned < 2)
      at.problem(
          "mixture",
          "one model for several tasks needs two with something to train on, and there is "
              + (learned == 0 ? "none" : "one"));
    if (study.mixture() instanceof Mixture.Joint joint
        && joint.weights().orElse(null) instanceof TaskWeights.Given given) weights(given);
  }

  private void weights(TaskWeights.Given given) {
    var names = study.tasks().stream().filter(Task::learned).map(Task::name).toList();
    for (String name : names)
      if (!given.tasks().containsKey(name))
        at.problem("mixture.weights.tasks", "task " + name + " has no weight");
    for (String name : given.tasks().keySet())
      if (!names.contains(name))
        at.problem(
            "mixture.weights.tasks." + name,
            "no task that is trained on is called " + name + Nearest.hintOrAll(name, names));
  }

  private boolean anyTaskRuns(Retriever... retrievers) {
    return study.tasks().stream()
        .anyMatch(task -> task.retrievers().stream().anyMatch(List.of(retrievers)::contains));
  }

  private void backbone() {
    boolean used = anyTaskRuns(Retriever.DENSE, Retriever.HYBRID, Retriever.BM25_CUT);
    if (anyTaskRuns(Retriever.BM25_CUT) && study.backbone().isEmpty())
      at.problem(
          "evaluate.retrievers",
          "bm25_cut cuts passages where a backbone stops reading, and there is none");
    else if (used && study.backbone().isEmpty() && study.evaluate().checkpoints().isEmpty())
      at.problem("evaluate.retrievers", "dense and hybrid need a backbone, and there is none");
    var analysis = study.analysis();
    boolean analysed = analysis.probe().isPresent() || analysis.attribution().isPresent();
    if (analysed && study.backbone().isEmpty())
      at.problem("analysis", "probe and attribution look into a backbone, and there is none");
    if (!used && !analysed && study.backbone().isPresent())
      at.problem("backbone", "nothing reads backbone: no task runs dense or hybrid");
    if (study.backbone().isEmpty() && !(study.tuning() instanceof Tuning.None))
      at.problem("tuning", "there is no backbone to tune");
    if (study.backbone().map(Backbone::towers).orElse(List.of()).size() > 1) oneEncoder();
  }

  /** A space is of one model. */
  private void oneEncoder() {
    var analysis = study.analysis();
    Map<String, Optional<?>> all = new LinkedHashMap<>();
    all.put("analysis.geometry", analysis.geometry());
    all.put("analysis.umap", analysis.umap());
    all.forEach(
        (path, asked) -> {
          if (asked.isPresent())
            at.problem(path, path + " looks into one encoder, and backbone has two towers");
        });
  }

  /** A mean that leaves out the instruction needs a mean, and something to leave out. */
  private void poolInstruction() {
    var backbone = study.backbone();
    for (var tower : backbone.map(Backbone::towers).orElse(List.of())) {
      var head = tower.head();
      if (head.poolInstruction().isEmpty()) continue;
      String path = backbone.get().path(tower) + ".pool_instruction";
      if (head.pooling() != Head.Pooling.AUTO && head.pooling() != Head.Pooling.MEAN)
        at.problem(
            path,
            "pool_instruction is about a mean over tokens, and pooling is "
                + Words.of(head.pooling()));
      else if (!head.poolInstruction().get()
          && tower instanceof Backbone.Preset // a folder may bring prompts along
          && study.tasks().stream().noneMatch(this::prompted))
        at.problem(path, "there is nothing to leave out: no task has an instruction or a prefix");
    }
  }

  private boolean prompted(Task task) {
    return task.query().instructed()
        || task.query().prefix().isPresent()
        || task.passage().prefix().isPresent()
        || study.evaluate().override().instruction().isPresent();
  }

  private void attention() {
    var backbone = study.backbone();
    for (var tower : backbone.map(Backbone::towers).orElse(List.of()))
      if (tower instanceof Backbone.Preset preset
          && preset.attention().isPresent()
          && !preset.architecture().causal())
        at.problem(
            backbone.get().path(tower) + ".attention",
            "attention is a key of decoders, and a token of "
                + preset.preset()
                + " sees all of its text as it is");
  }

  private void pretraining() {
    var pretrain = study.backbone().flatMap(Backbone::pretrain);
    if (pretrain.isEmpty()) return;
    var course = pretrain.get().course();
    int own = course.seeds().size();
    if (own != 1 && own != study.seeds().size())
      at.problem(
          "backbone.pretrain.seeds",
          "backbone.pretrain.seeds has %d seeds: give one, or one for each of the %d of seeds"
              .formatted(own, study.seeds().size()));
    for (var tower : study.backbone().get().towers()) {
      if (!(tower instanceof Backbone.Preset preset)) continue;
      boolean causal = preset.causal();
      if (preset.architecture().causal() && !causal && !(pretrain.get() instanceof Pretrain.Crop))
        at.problem(
            study.backbone().get().path(preset) + ".pretrain.objective",
            "a decoder with attention: bidirectional is not pre-trained on tokens: write objective:"
                + " crop, or pre-train with attention: causal and go on from the checkpoint");
      else if (causal && pretrain.get() instanceof Pretrain.Mlm)
        at.problem(
            study.backbone().get().path(preset) + ".pretrain.objective",
            "masked tokens are predicted from both sides, "
                + preset.preset()
                + " sees one: write objective: clm or crop");
      else if (!causal && pretrain.get() instanceof Pretrain.Clm)
        at.problem(
            "backbone.pretrain.objective",
            "the next token is predicted from those before it, "
                + preset.preset()
                + " sees those after it too: write objective: mlm or crop");
      int longest = preset.architecture().longest();
      if (course.length() > longest)
        at.problem(
            study.backbone().get().path(preset) + ".pretrain.length",
            "backbone.pretrain.length "
                + course.length()
                + " is more than max_position_embeddings "
                + longest);
    }
    boolean tested =
        study.tasks().stream().anyMatch(task -> task.source().testData().equals(course.text()));
    if (tested && !course.transductive())
      at.problem(
          "backbone.pretrain.text",
          course.text() + " is tested on: pre-training on it needs transductive: true");
  }

  private void evaluation() {
    var evaluate = study.evaluate();
    for (int i = 0; i < evaluate.also().size(); i++) {
      Metric metric = evaluate.also().get(i);
      if (study.tasks().stream().noneMatch(t -> t.similarity() == metric.measure().similarity()))
        at.problem("evaluate.also." + i, "no task can have " + metric);
      if (metric.cutoff().orElse(0) > evaluate.depth())
        at.problem("evaluate.also." + i, beyond(metric));
    }
    if (!evaluate.controls().isEmpty() && !anyTaskRuns(Retriever.DENSE, Retriever.HYBRID))
      at.problem("evaluate.controls", "nothing reads evaluate.controls: no task runs dense");
    if (!anyTaskRuns(evaluate.baseline()))
      at.problem(
          "evaluate.baseline",
          "no task runs "
              + Words.of(evaluate.baseline())
              + ": evaluate.baseline must be a retriever that one runs");
  }

  /** What a metric that looks past the hits kept is told. */
  private String beyond(Metric metric) {
    return metric + " looks past evaluate.depth " + study.evaluate().depth();
  }
}
