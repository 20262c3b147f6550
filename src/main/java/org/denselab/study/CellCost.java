package org.denselab.study;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import org.denselab.base.BadInput;
import org.denselab.dsl.Attribution;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.Engine;
import org.denselab.dsl.Pretrain;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Tuning;
import org.denselab.graph.Outline;
import org.denselab.study.stage.Arithmetic;
import org.denselab.study.stage.Computing;
import org.denselab.train.Ahead;
import org.denselab.train.MaskedHead;
import org.denselab.train.TrainingMemory;

/** What the stages of a cell cost, from the numbers of its backbone. */
final class CellCost {
  private static final int ID_BYTES = 16;

  private final StudyCell cell;
  private final CellTowers towers;
  private final PlannedBytes planned;

  CellCost(StudyCell cell, CellTowers towers, PlannedBytes planned) {
    this.cell = cell;
    this.towers = towers;
    this.planned = planned;
  }

  /** What computes. */
  Computing computing() {
    return new Computing(Arithmetic.of(cell.study()), cell.study().memory());
  }

  /**
   * @param queryLength the longest
   * @param keep hard negatives of a query in a row
   * @param means lengths that time is told by
   */
  Stage.Estimate training(int queryLength, int passageLength, int keep, TextLengths.Means means) {
    var train = cell.study().train();
    int length = Math.max(queryLength, passageLength);
    List<Object> settings =
        List.of(backbones(), tuned(), computing(), queryLength, passageLength, keep);
    IntToLongFunction bytes =
        batch ->
            planned.of(
                List.of("training", settings, batch),
                () ->
                    planned(parts(programs(), batch, queryLength, passageLength, keep))
                        .orElseGet(
                            () ->
                                towers
                                    .queries()
                                    .cost()
                                    .trainingBytes(
                                        tokens(batch, queryLength, passageLength, keep),
                                        (long) batch * (2 + keep),
                                        length)));
    double query = counted(means.query(), queryLength);
    double passage = counted(means.passage(), passageLength);
    double seconds = 0;
    for (TowerCost tower : towers.all()) {
      long own =
          Math.round(
              train.batch()
                  * (towers.all().size() == 1
                      ? query + (1 + keep) * passage
                      : tower == towers.queries() ? query : (1 + keep) * passage));
      seconds += tower.cost().trainingSeconds((long) train.steps() * train.accumulate(), own);
    }
    return new Stage.Estimate(
        seconds,
        bytes.applyAsLong(train.batch()),
        checkpointBytes() * (1 + train.checkpoints().size()),
        new Stage.Knob(
            cell.position("train.batch").toString(), "train.batch", train.batch(), bytes));
  }

  /** The plan engine packs texts, the reference pads them to the longest of their batch. */
  private double counted(double mean, int limit) {
    return computing().arithmetic().name() == Engine.PLAN ? mean : limit;
  }

  private List<Backbone.Tower> backbones() {
    return towers.all().stream().map(TowerCost::backbone).toList();
  }

  /** What of the tuning makes another program: not its rate. */
  private List<Object> tuned() {
    return switch (cell.study().tuning()) {
      case Tuning.None _ -> List.of();
      case Tuning.Full full -> List.of(full.freeze());
      case Tuning.Lora lora -> List.of(lora.rank(), lora.targets(), lora.dropout());
    };
  }

  private List<Outline> programs() {
    return towers.all().stream().map(towers::tuned).toList();
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

  private long checkpointBytes() {
    return planned.of(
        List.of("checkpoint", backbones(), tuned()),
        () -> programs().stream().mapToLong(this::checkpointBytes).sum());
  }

  /** What a checkpoint with its optimizer's moments takes on disk: of LoRA the adapters alone. */
  private long checkpointBytes(Outline program) {
    long model =
        cell.study().tuning() instanceof Tuning.Lora
            ? program.trainableElements()
            : program.elements();
    return 4 * (model + 2 * program.trainableElements());
  }

  private static long tokens(int batch, int queryLength, int passageLength, int keep) {
    return batch * (queryLength + (1L + keep) * passageLength);
  }

  Stage.Estimate pretraining(Backbone.Tower backbone, Pretrain pretrain) {
    TowerCost tower =
        towers.all().stream().filter(t -> t.backbone() == backbone).findFirst().orElseThrow();
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
    IntToLongFunction bytes =
        batch ->
            planned.of(
                List.of("pre-training", backbone, pretrain, computing(), batch),
                () ->
                    planned(
                            List.of(
                                computing()
                                    .part(
                                        tower.outline(),
                                        tap,
                                        own,
                                        crops,
                                        Ahead.full(
                                            new int[] {sequences * batch}, new int[] {longest}))))
                        .orElseGet(
                            () ->
                                cost.trainingBytes(
                                    Math.round(batch * course.length() * most),
                                    (long) sequences * batch,
                                    course.length())));
    return new Stage.Estimate(
        cost.trainingSeconds(steps, tokens)
            + cost.predictingSeconds(steps, predicted(pretrain, tokens), vocabulary),
        bytes.applyAsLong(course.batch()),
        2 * cost.checkpointBytes(),
        new Stage.Knob(
            cell.position(cell.study().backbone().orElseThrow().path(backbone) + ".pretrain.batch")
                .toString(),
            "backbone.pretrain.batch",
            course.batch(),
            bytes));
  }

  private static long predicted(Pretrain pretrain, long tokens) {
    return switch (pretrain) {
      case Pretrain.Crop _ -> 0;
      case Pretrain.Mlm mlm -> Math.round(mlm.maskProbability() * tokens);
      case Pretrain.Clm _ -> tokens;
    };
  }

  /**
   * @param length the longest
   * @param mean length that time is told by
   */
  Stage.Estimate encoding(long texts, int length, double mean) {
    long vector = 4L * towers.width() + ID_BYTES;
    return new Stage.Estimate(
        towers.passages().cost().encodingSeconds(Math.round(texts * counted(mean, length))),
        encodingBytes(length),
        texts * vector,
        null);
  }

  /** Each text once a step and matrix, behind it: half of the layers, forward and backward. */
  Stage.Estimate attributing(Attribution settings, int length) {
    long tokens = 2L * towers.layers() * settings.steps() * settings.examples() * length;
    double seconds = towers.passages().cost().encodingSeconds(tokens);
    return new Stage.Estimate(seconds, 2 * encodingBytes(length), 0, null);
  }

  private long encodingBytes(int length) {
    TowerCost tower = towers.passages();
    return planned.of(
        List.of("encoding", tower.backbone(), computing(), length),
        () -> {
          int sequences = Cost.encodedSequences(length);
          var ahead = Ahead.full(new int[] {sequences}, new int[] {length});
          var workspace = computing().encoding(tower.outline(), ahead);
          return workspace.isEmpty()
              ? tower.cost().encodingBytes(length)
              : Cost.LIBRARIES + tower.cost().weightsBytes() + workspace.getAsLong();
        });
  }
}
