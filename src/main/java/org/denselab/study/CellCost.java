package org.denselab.study;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import org.denselab.backbone.BackboneConfig;
import org.denselab.base.BadInput;
import org.denselab.dsl.Attribution;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.Engine;
import org.denselab.dsl.Pretrain;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Tuning;
import org.denselab.graph.Lora;
import org.denselab.graph.Outline;
import org.denselab.model.Templates;
import org.denselab.study.stage.Arithmetic;
import org.denselab.study.stage.Computing;
import org.denselab.train.Ahead;
import org.denselab.train.MaskedHead;
import org.denselab.train.TrainingMemory;

/** What the stages of a cell cost, from the numbers of its backbone. */
final class CellCost {
  private static final int ID_BYTES = 16;

  private final StudyCell cell;
  private final List<TowerCost> towers;

  /**
   * @throws BadInput where two towers do not make embeddings of one width
   */
  CellCost(StudyCell cell) {
    this.cell = cell;
    var engine = Arithmetic.of(cell.study()).name();
    this.towers =
        cell.study().backbone().map(Backbone::towers).orElse(List.of()).stream()
            .map(tower -> cost(tower, engine))
            .toList();
    if (!towers.isEmpty() && queries().width() != passages().width())
      throw new BadInput(
          cell.position("backbone.passage")
              + ": queries are embedded in %d numbers and passages in %d; give both the same project"
                  .formatted(queries().width(), passages().width()));
  }

  private TowerCost cost(Backbone.Tower tower, Engine engine) {
    if (!cell.weightsAbsent() && !TowerCost.hasPooler(tower))
      throw new BadInput(
          "%s: %s has no pooler.dense.weight, which pooling: pooler reads; write pooling: cls"
              .formatted(cell.position(path(tower) + ".pooling"), name(tower)));
    try {
      return new TowerCost(tower, engine);
    } catch (BadInput e) {
      if (tower.attention().isEmpty()) throw e;
      throw new BadInput(cell.position(path(tower) + ".attention") + ": " + e.getMessage(), e);
    }
  }

  private String path(Backbone.Tower tower) {
    return cell.study().backbone().orElseThrow().path(tower);
  }

  /**
   * What a folder's backbone can read is known when it is read; a preset's earlier.
   *
   * @throws BadInput with the place in the study, where a text would be longer
   */
  void checkLengths(String task, Templates texts) {
    checkLength(task, "query", texts.query().maxLength(), queries().cost().config());
    checkLength(task, "passage", texts.passage().maxLength(), passages().cost().config());
  }

  private void checkLength(String task, String side, int length, BackboneConfig config) {
    if (length <= config.longest()) return;
    var override = cell.study().evaluate().override();
    boolean over =
        (side.equals("query") ? override.queryLength() : override.passageLength()).isPresent();
    String key =
        over ? "evaluate.override." + side + "_length" : "tasks." + task + "." + side + ".length";
    throw new BadInput(
        "%s: %s %d is more than the %d positions of %s; the longest is %d"
            .formatted(
                cell.position(key),
                key,
                length,
                config.longest(),
                config.family(),
                config.longest()));
  }

  private TowerCost queries() {
    return towers.getFirst();
  }

  private TowerCost passages() {
    return towers.getLast();
  }

  /** One line about the backbone, empty for a study without one. */
  Optional<String> parameters() {
    if (towers.isEmpty()) return Optional.empty();
    long all = towers.stream().mapToLong(tower -> tower.cost().parameters()).sum();
    return Optional.of(
        towers.size() == 1
            ? "%s has %,d, %,d of them besides embeddings%s"
                .formatted(
                    name(queries().backbone()), all, size(), BackboneFacts.published(queries()))
            : "two towers have %,d; %s encodes queries with %,d, %s passages with %,d"
                .formatted(
                    all,
                    name(queries().backbone()),
                    queries().cost().parameters(),
                    name(passages().backbone()),
                    passages().cost().parameters()));
  }

  /** The parameters without embeddings, of both towers; 0 for a study without a backbone. */
  long size() {
    return towers.stream().mapToLong(tower -> tower.cost().nonEmbedding()).sum();
  }

  /** The cell's encoders. */
  List<TowerCost> towers() {
    return towers;
  }

  /** The backbone's family, both of two towers; empty for a study without one. */
  String family() {
    return towers.stream()
        .map(tower -> tower.cost().config().family())
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  /** What tables call the backbone. */
  static String name(Backbone backbone) {
    return switch (backbone) {
      case Backbone.Preset preset -> preset.preset();
      case Backbone.Weights weights ->
          weights.weights().getFileName()
              + weights.adapter().map(folder -> " with " + folder.getFileName()).orElse("");
      case Backbone.Towers two -> name(two.query()) + " and " + name(two.passage());
    };
  }

  /**
   * @param keep hard negatives of a query in a row
   */
  Stage.Estimate training(int queryLength, int passageLength, int keep) {
    var train = cell.study().train();
    int length = Math.max(queryLength, passageLength);
    List<Outline> programs = towers.stream().map(this::tuned).toList();
    IntToLongFunction bytes =
        batch ->
            planned(parts(programs, batch, queryLength, passageLength, keep))
                .orElseGet(
                    () ->
                        queries()
                            .cost()
                            .trainingBytes(
                                tokens(batch, queryLength, passageLength, keep),
                                (long) batch * (2 + keep),
                                length));
    double seconds = 0;
    for (TowerCost tower : towers) {
      long own =
          towers.size() == 1
              ? tokens(train.batch(), queryLength, passageLength, keep)
              : tower == queries()
                  ? (long) train.batch() * queryLength
                  : train.batch() * (1L + keep) * passageLength;
      seconds += tower.cost().trainingSeconds((long) train.steps() * train.accumulate(), own);
    }
    return new Stage.Estimate(
        seconds,
        bytes.applyAsLong(train.batch()),
        programs.stream().mapToLong(this::checkpointBytes).sum() * (1 + train.checkpoints().size()),
        new Stage.Knob(
            cell.position("train.batch").toString(), "train.batch", train.batch(), bytes));
  }

  private List<TrainingMemory.Part> parts(
      List<Outline> programs, int batch, int queryLength, int passageLength, int keep) {
    int columns = batch * (1 + keep);
    if (programs.size() == 1)
      return List.of(
          computing()
              .part(
                  programs.getFirst(),
                  Ahead.full(new int[] {batch, columns}, new int[] {queryLength, passageLength})));
    var queries = Ahead.full(new int[] {batch}, new int[] {queryLength});
    var passages = Ahead.full(new int[] {columns}, new int[] {passageLength});
    return List.of(
        computing().part(programs.getFirst(), queries),
        computing().part(programs.getLast(), passages));
  }

  /** What computes. */
  Computing computing() {
    return new Computing(Arithmetic.of(cell.study()), cell.study().memory());
  }

  /**
   * Bytes that an engine tells of itself, libraries included; empty where it plans nothing.
   *
   * @throws BadInput where that is more than the study's memory whatever is done
   */
  private OptionalLong planned(List<TrainingMemory.Part> parts) {
    try {
      var plan = computing().plan(parts);
      return plan.workspace().isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Cost.LIBRARIES + plan.bytes());
    } catch (BadInput e) {
      throw new BadInput(cell.position("memory") + ": " + e.getMessage(), e);
    }
  }

  /** What a checkpoint with its optimizer's moments takes on disk: of LoRA the adapters alone. */
  private long checkpointBytes(Outline program) {
    long model =
        cell.study().tuning() instanceof Tuning.Lora
            ? program.trainableElements()
            : program.elements();
    return 4 * (model + 2 * program.trainableElements());
  }

  /** The program as it is fine-tuned. */
  private Outline tuned(TowerCost tower) {
    return switch (cell.study().tuning()) {
      case Tuning.None _ -> tower.outline();
      case Tuning.Full full ->
          tower.outline().frozen(name -> full.freeze().stream().anyMatch(name::startsWith));
      case Tuning.Lora lora ->
          tower
              .outline()
              .lora(new Lora(lora.rank(), lora.alpha(), lora.dropout(), lora.targets(), 1));
    };
  }

  private static long tokens(int batch, int queryLength, int passageLength, int keep) {
    return batch * (queryLength + (1L + keep) * passageLength);
  }

  Stage.Estimate pretraining(Backbone.Tower backbone, Pretrain pretrain) {
    TowerCost tower =
        towers.stream().filter(t -> t.backbone() == backbone).findFirst().orElseThrow();
    Cost cost = tower.cost();
    var course = pretrain.course();
    double views = // of a text, in texts of full length
        switch (pretrain) {
          case Pretrain.Crop crop -> crop.minCrop() + crop.maxCrop();
          case Pretrain.Mlm _, Pretrain.Clm _ -> 1;
        };
    int sequences = pretrain instanceof Pretrain.Crop ? 2 : 1;
    double most = pretrain instanceof Pretrain.Crop crop ? 2 * crop.maxCrop() : 1;
    long tokens = Math.round(course.batch() * course.length() * views);
    long steps =
        course
            .steps()
            .map(Integer::longValue)
            .orElseGet(() -> course.tokens().orElseThrow().value() / Math.max(1, tokens));
    boolean crops = pretrain instanceof Pretrain.Crop;
    String tap = crops ? Computing.TAP : "hidden." + cost.config().layers();
    long vocabulary = cost.config().vocabularySize();
    long own =
        switch (pretrain) {
          case Pretrain.Crop _ -> 0;
          case Pretrain.Mlm _ -> MaskedHead.elements(vocabulary, cost.config().hiddenSize());
          case Pretrain.Clm clm ->
              clm.tieWordEmbeddings() ? 0 : vocabulary * cost.config().hiddenSize();
        };
    int longest = (int) Math.ceil(course.length() * most / sequences);
    Outline program = tower.outline();
    IntToLongFunction bytes =
        batch ->
            planned(
                    List.of(
                        computing()
                            .part(
                                program,
                                tap,
                                own,
                                crops,
                                Ahead.full(new int[] {sequences * batch}, new int[] {longest}))))
                .orElseGet(
                    () ->
                        cost.trainingBytes(
                            Math.round(batch * course.length() * most),
                            (long) sequences * batch,
                            course.length()));
    return new Stage.Estimate(
        cost.trainingSeconds(steps, tokens),
        bytes.applyAsLong(course.batch()),
        2 * cost.checkpointBytes(),
        new Stage.Knob(
            cell.position(cell.study().backbone().orElseThrow().path(backbone) + ".pretrain.batch")
                .toString(),
            "backbone.pretrain.batch",
            course.batch(),
            bytes));
  }

  Stage.Estimate encoding(long texts, int length) {
    long vector = 4L * width() + ID_BYTES;
    return new Stage.Estimate(
        passages().cost().encodingSeconds(texts * length),
        encodingBytes(length),
        texts * vector,
        null);
  }

  /** Each text once a step and matrix, behind it: half of the layers, forward and backward. */
  Stage.Estimate attributing(Attribution settings, int length) {
    long tokens = 2L * layers() * settings.steps() * settings.examples() * length;
    double seconds = passages().cost().encodingSeconds(tokens);
    return new Stage.Estimate(seconds, 2 * encodingBytes(length), 0, null);
  }

  private long encodingBytes(int length) {
    int sequences = Cost.encodedSequences(length);
    var ahead = Ahead.full(new int[] {sequences}, new int[] {length});
    var workspace = computing().encoding(passages().outline(), ahead);
    Cost cost = passages().cost();
    return workspace.isEmpty()
        ? cost.encodingBytes(length)
        : Cost.LIBRARIES + cost.weightsBytes() + workspace.getAsLong();
  }

  /** Of both towers. */
  long parameterCount() {
    return towers.stream().mapToLong(tower -> tower.cost().parameters()).sum();
  }

  /** Parameters that fine-tuning changes. */
  long trainable() {
    return towers.stream().mapToLong(tower -> tuned(tower).trainableElements()).sum();
  }

  int layers() {
    return queries().cost().config().layers();
  }

  int hiddenSize() {
    return queries().cost().config().hiddenSize();
  }

  /** Of the embeddings. */
  int width() {
    return passages().width();
  }
}
