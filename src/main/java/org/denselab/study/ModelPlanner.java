package org.denselab.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.denselab.backbone.Backbones;
import org.denselab.base.BadInput;
import org.denselab.base.Seeds;
import org.denselab.data.Collection;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.StandIn;
import org.denselab.dsl.Study;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Train;
import org.denselab.dsl.Tuning;
import org.denselab.model.Encoders;
import org.denselab.model.Templates;
import org.denselab.study.stage.BackboneStage;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.Setting;
import org.denselab.study.stage.Stretch;
import org.denselab.study.stage.TrainStage;

/** The models of one cell: as initialised, pre-trained, fine-tuned. */
final class ModelPlanner {
  private final StudyCell cell;
  private final Study study;
  private final Catalog catalog;
  private final CellTowers towers;
  private final CellCost cost;
  private final TaskTexts texts;
  private final Map<List<Object>, Stage.Estimate> estimates = new HashMap<>();

  ModelPlanner(StudyCell cell, Catalog catalog) {
    this.cell = cell;
    this.study = cell.study();
    this.catalog = catalog;
    this.towers = new CellTowers(cell);
    this.cost = new CellCost(cell, towers, catalog.planned());
    this.texts = new TaskTexts(cell, catalog::tell);
  }

  CellCost cost() {
    return cost;
  }

  CellTowers towers() {
    return towers;
  }

  /** The number of the last layer. */
  int layers() {
    return towers.layers();
  }

  /** How the task's texts become tokens in evaluation. */
  Templates texts(TaskData task) {
    Templates evaluated = texts.evaluated(task.task());
    towers.checkLengths(task.name(), evaluated);
    return evaluated;
  }

  /** How the task's texts become tokens in training. */
  Templates trainingTexts(TaskData task) {
    return texts.trained(task.task());
  }

  /** Likewise, once for each instruction asked with. */
  List<Templates> asked(TaskData task) {
    texts(task); // lengths are checked
    return texts.asked(task.task());
  }

  /** The backbone before any training. */
  ModelAt untrained(long seed) {
    return towers(tower -> untrained(tower, seed));
  }

  /** The one encoder, or each of two. */
  private ModelAt towers(Function<Backbone.Tower, ModelAt> each) {
    List<Backbone.Tower> towers = backbone().towers();
    return towers.size() == 1
        ? each.apply(towers.getFirst())
        : new ModelAt.Towers(each.apply(towers.getFirst()), each.apply(towers.getLast()));
  }

  private ModelAt untrained(Backbone.Tower tower, long seed) {
    return switch (tower) {
      case Backbone.Preset preset when cell.weightsAbsent() ->
          new ModelAt.Made(BackboneStage.absent(preset.preset(), preset.head()), "");
      case Backbone.Preset preset ->
          new ModelAt.Made(
              BackboneStage.of(
                  preset.preset() + (preset.draw() == 0 ? "" : ", draw " + preset.draw()),
                  new TokenizerPlanner(cell, catalog).of(preset),
                  preset.architecture(),
                  BackboneStage.attention(preset),
                  BackboneStage.head(preset),
                  drawn(preset, backboneSeed(seed))),
              "");
      case Backbone.Weights weights ->
          new ModelAt.Made(
              BackboneStage.of(
                  found(weights, weights.weights(), ".weights"),
                  weights.adapter().map(folder -> found(weights, folder, ".adapter")),
                  BackboneStage.attention(weights),
                  BackboneStage.head(weights),
                  seed),
              "");
    };
  }

  /** The backbone before fine-tuning. */
  ModelAt start(long seed) {
    return towers(tower -> pretrained(tower, seed));
  }

  private ModelAt pretrained(Backbone.Tower tower, long seed) {
    ModelAt start = untrained(tower, seed);
    if (tower.pretrain().isEmpty()) return start;
    String path = backbone().path(tower);
    return new PretrainPlanner(cell, catalog, cost, tower, path).after(start, backboneSeed(seed));
  }

  /**
   * What trains the model of a task.
   *
   * @param negatives the stage that mined them, null for none
   */
  Stage run(
      TaskData task,
      int number,
      long seed,
      Stage negatives,
      String title,
      Setting<Train> train,
      Setting<Tuning> tuning,
      Stretch stretch) {
    var material = material(task, number, negatives);
    return TrainStage.of(
        title,
        start(seed),
        material,
        train,
        tuning,
        seed,
        stretch,
        cost.computing(),
        estimate(material).times(stretch.share()));
  }

  /** A step of a run. */
  ModelAt checkpoint(Stage run, int step) {
    return ModelAt.made(run, TrainStage.checkpoint(step), backbone().towers().size() > 1);
  }

  /** How a model searches, once for each instruction that it is asked with. */
  List<Stage> searches(ModelAt model, TaskData task, Collection data, String split, String title) {
    List<Templates> asked = asked(task);
    var encoding = encoding(data, asked.getFirst());
    return new DenseSearches(study, data, split).of(title, model, asked, encoding);
  }

  /** What it costs to encode a collection's passages. */
  Stage.Estimate encoding(Collection data, Templates texts) {
    double mean = catalog.lengths().passages(data, texts.passage());
    return cost.encoding(data.corpus().size(), texts.passage().maxLength(), mean);
  }

  /** What a model learns of a task. */
  TrainStage.Material material(TaskData task, int number, Stage negatives) {
    if (task.train() == null)
      throw new BadInput(
          cell.position("tasks." + number)
              + ": task "
              + task.name()
              + " has nothing to train on: give train, or tuning.kind none");
    checkTargets();
    return new TrainStage.Material(
        task.train(),
        task.task().splits().train(),
        negatives,
        task.task().negatives().keep(),
        study.data().fraction(),
        task.task(),
        texts.trained(task.task()),
        texts.instructions(task.task()));
  }

  Stage.Estimate estimate(TrainStage.Material material) {
    int query = material.texts().query().maxLength();
    int passage = material.texts().passage().maxLength();
    TextLengths.Means means = catalog.lengths().training(material);
    return estimates.computeIfAbsent(
        List.of(query, passage, material.keep(), means),
        _ -> cost.training(query, passage, material.keep(), means));
  }

  /** A target that matches nothing would train nothing: said before anything runs. */
  private void checkTargets() {
    if (!(study.tuning() instanceof Tuning.Lora lora)) return;
    try {
      for (var tower : backbone().towers())
        Backbones.loraModules(TowerCost.config(tower), BackboneStage.head(tower), lora.targets());
    } catch (BadInput e) {
      throw new BadInput(cell.position("tuning.targets") + ": " + e.getMessage(), e);
    }
  }

  /** What the weights are drawn from: the seed itself, or another number made from it. */
  private static long drawn(Backbone.Preset preset, long seed) {
    if (preset.draw() == 0) return seed;
    return Seeds.stream(seed, "draw", preset.draw()).nextLong(Long.MAX_VALUE);
  }

  /** The pre-training's own seed, one for all of the study's seeds or one for each. */
  private long backboneSeed(long seed) {
    if (backbone().pretrain().isEmpty()) return seed;
    List<Long> seeds = backbone().pretrain().get().course().seeds();
    return seeds.size() == 1 ? seeds.getFirst() : seeds.get(study.seeds().indexOf(seed));
  }

  private Backbone backbone() {
    return study
        .backbone()
        .orElseThrow(
            () ->
                new BadInput(
                    cell.position("evaluate")
                        + ": dense retrieval needs a backbone; give backbone.preset or"
                        + " backbone.weights"));
  }

  /** A model of an earlier run. */
  ModelAt given(Path folder) {
    if (StandIn.is(folder.toString())) return new ModelAt.Given(folder, folder.toString());
    return Encoders.areIn(folder)
        ? new ModelAt.Towers(
            one(folder.resolve(Encoders.QUERY)), one(folder.resolve(Encoders.PASSAGE)))
        : one(folder);
  }

  private ModelAt one(Path folder) {
    return new ModelAt.Given(folder, fingerprint(folder, "evaluate.checkpoints"));
  }

  /** How a model of an earlier run writes its texts. */
  Templates templates(Path folder) {
    try {
      return Encoders.templates(folder);
    } catch (BadInput | IOException e) {
      throw new BadInput(cell.position("evaluate.checkpoints") + ": " + e.getMessage(), e);
    }
  }

  private BackboneStage.Found found(Backbone.Tower tower, Path folder, String key) {
    return new BackboneStage.Found(folder, fingerprint(folder, backbone().path(tower) + key));
  }

  private String fingerprint(Path folder, String path) {
    try {
      return FolderFingerprint.of(folder);
    } catch (IOException e) {
      throw new BadInput(
          cell.position(path) + ": " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }
}
